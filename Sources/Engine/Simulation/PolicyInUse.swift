/// A policy at work, with the queue in its order.
struct PolicyInUse: Sendable {
  let rule: any SchedulingPolicy
  private let rules: Rules
  private let gpuCount: Int
  /// Nil for the baseline, which does not ask for them.
  private let paths: RemainingPaths?
  var queue: WaitingQueue

  init(scenario: Scenario, options: Options) {
    rule = options.policy.rule.prepared(for: scenario, options: options)
    rules = options.rules
    gpuCount = options.gpuCount
    paths =
      options.policy.isBaseline ? nil : RemainingPaths(scenario, rules: options.rules)
    queue = WaitingQueue(modelCount: scenario.models.count)
  }

  /// Adds a node to the queue, unless it can never run.
  mutating func enqueue(
    _ entry: Int32, node: RequestNode, model: ModelID, at now: Double, in scenario: Scenario
  ) {
    guard scenario[model].gpusRequired <= gpuCount else { return }
    queue.insert(waiting(Int(entry), node: node, model: model, since: now, in: scenario))
  }

  /// A node as the policy sees it.
  func waiting(
    _ entry: Int, node: RequestNode, model: ModelID, since readyTime: Double, in scenario: Scenario
  ) -> WaitingNode {
    var waiting = WaitingNode(
      entry: entry, node: node, model: model, readyTime: readyTime,
      seconds: scenario.estimate(of: node, rules: rules).seconds,
      remainingPath: paths?[scenario.requests.flatIndex(of: node)] ?? 0)
    waiting.rank = rule.rank(of: waiting)
    return waiting
  }

  /// The next placement of a pass.
  func next(at now: Double, on cluster: Cluster) -> Placement? {
    guard queue.count > 0 else { return nil }
    return rule.next(in: Situation(now: now, cluster: cluster, queue: queue))
  }
}
