/// The rule by which a scheduler places nodes, with its queue if it has one of its own.
enum Decider: Sendable {
  /// The baseline, from a queue that is made for it.
  case baseline(ReadyQueue)
  /// Another policy, from the queue of the situation.
  case policy(PolicyInUse)
  /// No rule: the policy made a placement that is not possible, and nothing more is placed.
  case none

  init(_ options: Options, for scenario: Scenario, on machine: Machine) {
    guard options.policy.isBaseline else {
      self = .policy(
        PolicyInUse(options.policy, for: scenario, on: options.shape, rules: options.rules))
      return
    }
    self = .baseline(
      ReadyQueue(
        gpusRequired: scenario.models.map(\.gpusRequired), groupSizes: machine.groupSizes))
  }
}
