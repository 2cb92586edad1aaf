/// A policy at work, with the queue in its order.
package struct PolicyInUse: Sendable {
  package let rule: any SchedulingPolicy
  /// Nil for the baseline, which does not ask for them.
  private let paths: RemainingPaths?
  private let scenario: Scenario
  private let rules: Rules
  private let cannotRun: [Bool]
  package var queue: WaitingQueue

  package init(scenario: Scenario, options: Options) {
    let policy = options.policy
    rule = policy.rule.prepared(for: scenario, options: options)
    paths = policy.isBaseline ? nil : RemainingPaths(scenario, rules: options.rules)
    self.scenario = scenario
    rules = options.rules
    let available = options.shape.longestRow.count
    cannotRun = scenario.models.map { $0.gpusRequired > available }
    queue = WaitingQueue(modelCount: scenario.models.count)
  }

  /// Adds a node to the queue, unless it can never run.
  package mutating func enqueue(
    _ waiting: WaitingNode, node: RequestNode, model: ModelID, at now: Double
  ) {
    guard !cannotRun[model.index] else { return }
    queue.insert(ready(waiting, node: node, model: model, since: now))
  }

  /// A node as the policy sees it.
  package func ready(
    _ waiting: WaitingNode, node: RequestNode, model: ModelID, since readyTime: Double
  ) -> ReadyNode {
    let place = scenario.requests.flatIndex(of: node)
    var result = ReadyNode(
      waiting: waiting, node: node, model: model,
      seconds: scenario.executionTime(place, rules: rules), readyTime: readyTime,
      remainingPath: paths?[place] ?? 0)
    result.rank = rule.rank(of: result)
    return result
  }

  /// The next placement of a pass.
  package func next(at now: Double, on machine: Machine) -> Placement? {
    guard queue.count > 0 else { return nil }
    return rule.next(in: Situation(now: now, machine: machine, queue: queue))
  }
}
