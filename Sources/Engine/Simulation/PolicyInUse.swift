/// A policy at work in a scenario; it never changes.
package final class PolicyInUse: Sendable {
  package let rule: any SchedulingPolicy
  /// Nil unless the rule looks at them.
  private let paths: RemainingPaths?
  /// For each model whether it takes GPUs and the machine is large enough for it.
  private let canRun: [Bool]
  private let scenario: Scenario
  private let rules: Rules

  /// Prepares a policy.
  ///
  /// - Complexity: O(models), O(nodes of all requests) for policies that look at all work beforehand.
  package init(_ policy: Policy, for scenario: Scenario, on shape: MachineShape, rules: Rules) {
    rule = policy.rule.prepared(for: scenario, on: shape, rules: rules)
    paths = policy.needsRemainingPaths ? RemainingPaths(scenario, rules: rules) : nil
    self.scenario = scenario
    self.rules = rules
    let longestRow = shape.longestRow.count
    let machine = Machine(for: scenario, shape: shape, rules: rules)
    canRun = scenario.models.indices.map {
      let required = scenario.models[$0].gpusRequired
      return required > 0 && required <= longestRow && machine.canEverRun(ModelID($0))
    }
  }

  /// Whether a model takes GPUs, and the machine is large enough for it.
  package func canRun(_ model: ModelID) -> Bool { canRun[model.index] }

  /// Returns a node as the policy sees it, of which only the place in `Trace.readied` is known.
  package func ready(_ entry: Int, node: RequestNode, since readyTime: Double) -> ReadyNode {
    ready(
      WaitingNode(entry: entry), node: node, model: scenario.model(of: node),
      seconds: scenario.estimate(of: node, rules: rules).seconds, since: readyTime,
      place: scenario.requests.flatIndex(of: node))
  }

  /// Returns a node as the policy sees it; `place` is its place in the list of all nodes.
  func ready(
    _ waiting: WaitingNode, node: RequestNode, model: ModelID, seconds: Double,
    since readyTime: Double, place: @autoclosure () -> Int
  ) -> ReadyNode {
    var result = ReadyNode(
      waiting: waiting, node: node, model: model, seconds: seconds, readyTime: readyTime,
      pathSeconds: paths.map { $0[place()] } ?? -1)
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
