/// The rule by which a scheduler places nodes, in one word: it is looked at for each event.
enum Decider: Sendable {
  /// The baseline, with a queue that is made for it, `Scheduler.ready`.
  case baseline
  /// Another policy, with the queue of the situation.
  case policy(PolicyInUse)
  /// No rule any more: the policy made a placement that is not possible, and nothing is placed.
  indirect case failed(PolicyFailure)
  /// No rule: a record tells the dispatches.
  case record

  /// Prepares the policy of some options.
  init(_ options: Options, for scenario: Scenario) {
    self =
      options.policy.isBaseline
      ? .baseline
      : .policy(PolicyInUse(options.policy, for: scenario, on: options.shape, rules: options.rules))
  }

  /// The number of nodes of each model that the rule looks at; 1 if it has no queue.
  var lookahead: Int { if case .policy(let policy) = self { policy.rule.lookahead } else { 1 } }
}
