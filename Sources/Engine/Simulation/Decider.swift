/// The rule by which a scheduler places nodes, in one word, since it is read at each event.
enum Decider: Sendable {
  /// The baseline, with a queue that is made for it, `Scheduler.ready`.
  case baseline
  /// The baseline where memory, kinds of GPUs or steps without GPUs play a part, with a list for each
  /// model in `Scheduler.ready`.
  case baselineByModel
  /// Another policy, with the queue of the situation.
  case policy(PolicyInUse)
  /// No rule: the policy has made an impossible placement, and nothing more is placed.
  indirect case failed(PolicyFailure)
  /// No rule: the dispatches are those of a record.
  case record

  /// Prepares the policy of some options.
  init(_ options: Options, for scenario: Scenario) {
    self =
      options.policy.isBaseline
      ? scenario.hasPlainMachine ? .baseline : .baselineByModel
      : .policy(PolicyInUse(options.policy, for: scenario, on: options.shape, rules: options.rules))
  }

  /// The number of nodes of each model that the rule looks at; 1 if it has no queue.
  var lookahead: Int { if case .policy(let policy) = self { policy.rule.lookahead } else { 1 } }
}
