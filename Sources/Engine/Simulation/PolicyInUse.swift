/// A policy at work in a scenario.
package struct PolicyInUse: Sendable {
  package let rule: any SchedulingPolicy
  /// Nil unless the rule looks at them.
  private let paths: RemainingPaths?
  private let scenario: Scenario
  private let rules: Rules
  /// For each model whether the machine is large enough for it.
  private let canRun: [Bool]

  /// Prepares a policy.
  ///
  /// - Complexity: O(models), O(nodes of all requests) for policies that look at all work beforehand.
  package init(_ policy: Policy, for scenario: Scenario, on shape: MachineShape, rules: Rules) {
    rule = policy.rule.prepared(for: scenario, on: shape, rules: rules)
    paths = policy.needsRemainingPaths ? RemainingPaths(scenario, rules: rules) : nil
    self.scenario = scenario
    self.rules = rules
    let longestRow = shape.longestRow.count
    canRun = scenario.models.map { $0.gpusRequired <= longestRow }
  }

  /// Adds a node to a queue in the order of the policy, unless it can never run.
  package func enqueue(
    _ waiting: WaitingNode, node: RequestNode, model: ModelID, at now: Double,
    in queue: inout WaitingQueue
  ) {
    guard canRun[model.index] else { return }
    queue.insert(
      ready(
        waiting, node: node, model: model,
        seconds: scenario.executionTime(scenario.requests.flatIndex(of: node), rules: rules),
        since: now))
  }

  /// The same for a node whose execution time is known, in seconds.
  func enqueue(
    _ waiting: WaitingNode, node: RequestNode, model: ModelID, seconds: Double, at now: Double,
    in queue: inout WaitingQueue
  ) {
    guard canRun[model.index] else { return }
    queue.insert(ready(waiting, node: node, model: model, seconds: seconds, since: now))
  }

  /// A node as the policy sees it.
  package func ready(
    _ waiting: WaitingNode, node: RequestNode, model: ModelID, since readyTime: Double
  ) -> ReadyNode {
    ready(
      waiting, node: node, model: model,
      seconds: scenario.executionTime(scenario.requests.flatIndex(of: node), rules: rules),
      since: readyTime)
  }

  private func ready(
    _ waiting: WaitingNode, node: RequestNode, model: ModelID, seconds: Double,
    since readyTime: Double
  ) -> ReadyNode {
    var result = ReadyNode(
      waiting: waiting, node: node, model: model, seconds: seconds, readyTime: readyTime,
      pathSeconds: paths.map { $0[scenario.requests.flatIndex(of: node)] } ?? -1)
    let rank = rule.rank(of: result)
    // The order of the queue is total.
    result.rank = rank.isNaN ? .infinity : rank
    return result
  }
}

extension Policy {
  /// Whether the rule looks at the remaining paths of nodes.
  package var needsRemainingPaths: Bool { type(of: rule).needsRemainingPaths }
}
