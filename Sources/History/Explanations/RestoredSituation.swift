package import Engine

/// The GPUs and the queue that a policy saw at a point of a history.
package struct RestoredSituation {
  private let history: History
  private let part: PolicyInForce
  package let situation: Situation

  package var rule: any SchedulingPolicy { part.policy.rule }

  /// Restores the GPUs, and of the queue what the policy looks at.
  ///
  /// - Parameters:
  ///   - history: the run.
  ///   - executions: the number of dispatches so far.
  ///   - readied: the number of nodes that have become ready.
  ///   - event: the event at which it is, as a place in `Trace.events`; it tells the options in force.
  ///   - now: the time, in seconds.
  ///   - lookahead: the number of waiting nodes of each model to restore; by default those that the
  ///     policy looks at, of which the baseline needs none to explain itself.
  /// - Complexity: O((GPUs + models · lookahead) · log trace); O(waiting nodes) with a policy that
  ///   gives nodes ranks, or looks at all of them.
  package init(
    _ history: History, afterExecutions executions: Int, readied: Int, event: Int, at now: Double,
    lookahead: Int? = nil
  ) {
    self.history = history
    let part = history.policies[history.policyIndex(ofEvent: event)]
    self.part = part
    let policy = part.policy
    var queue = WaitingQueue(modelCount: history.scenario.models.count)
    let needsHeads = history.scenario.hardware.eviction == .lookahead && history.residents != nil
    let limit = lookahead ?? (part.isBaseline ? needsHeads ? 1 : 0 : policy.rule.lookahead)
    for model in queue.models where limit > 0 && policy.canRun(model) {
      let lane = history.modelLanes[model]
      let first = part.firstWaiting(
        in: lane, limit: limit, before: readied, afterExecutions: executions)
      for entry in first { queue.insert(policy.ready(entry, of: history.trace)) }
      guard let last = lane.lastExecution(among: executions) else { continue }
      let turn = history.trace.dispatchEvent(of: last)
      queue.noteTurn(of: model, at: history.trace.events[turn].time)
    }
    let machine = Machine(history, afterExecutions: executions, options: part.options, at: now)
    situation = Situation(now: now, machine: machine, queue: queue).notingNextNeeds()
  }

  /// A dispatch as the policy decided it.
  func placement(of execution: Execution, model: ModelID) -> Placement {
    if !part.isBaseline, let placement = try? rule.next(in: situation),
      placement.entry == execution.readied
    {
      return placement
    }
    return Placement(entry: execution.readied, model: model, gpus: execution.gpus)
  }

  /// The condition that keeps a node, a place in `Trace.readied`, waiting.
  package func reason(for entry: Int) -> WaitingReason {
    let node = readyNode(entry)
    let reason = situation.machine.waitingReason(for: node.model)
    if reason.isForever { return reason }
    return rule.obstacle(for: node, in: situation) ?? reason
  }

  /// The earliest time, in seconds, at which a node could be dispatched; nil if it never can.
  func earliestDispatch(of entry: Int) -> Double? {
    let node = readyNode(entry)
    guard situation.machine.canEverRun(node.model) else { return nil }
    let time = rule.earliestDispatch(of: node, in: situation)
    return time.isFinite ? time : nil
  }

  private func readyNode(_ entry: Int) -> ReadyNode {
    part.policy.ready(entry, of: history.trace)
  }
}
