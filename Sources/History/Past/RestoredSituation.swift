public import Engine

/// What the policy saw at a point of a history.
package struct RestoredSituation {
  private let history: History
  private let policy: PolicyInUse
  private let options: Options
  package let situation: Situation

  package var rule: any SchedulingPolicy { policy.rule }

  /// Restores the GPUs and the queue.
  ///
  /// - Parameters:
  ///   - history: what happened.
  ///   - executions: how many dispatches there have been.
  ///   - readied: how many nodes have become ready.
  ///   - options: what is in force.
  ///   - now: the time, in seconds.
  ///   - keepsQueue: whether to restore the queue also for the baseline.
  /// - Complexity: O(GPUs · log trace); with another policy than the baseline also O(nodes).
  package init(
    _ history: History, afterExecutions executions: Int, readied: Int, options: Options,
    at now: Double, keepsQueue: Bool = false
  ) {
    self.history = history
    self.options = options
    var policy = PolicyInUse(scenario: history.scenario, options: options)
    // The baseline decides by the GPUs and the order of becoming ready alone.
    if keepsQueue || !options.policy.isBaseline {
      var position = 0
      while let entry = history.dispatches.firstWaiting(
        from: position, to: readied, afterExecutions: executions)
      {
        let node = history.trace.readied[entry].node
        policy.enqueue(
          WaitingNode(entry: entry), node: node, model: history.scenario.model(of: node),
          at: history.readyTime(of: entry))
        position = entry + 1
      }
      for model in policy.queue.models {
        guard let last = history.modelLanes.lastExecution(of: model, among: executions) else {
          continue
        }
        let event = history.trace.dispatchEvent(of: last)
        policy.queue.noteTurn(of: model, at: history.trace.events[event].time)
      }
    }
    self.policy = policy
    let machine = Machine(history, afterExecutions: executions, options: options, at: now)
    situation = Situation(now: now, machine: machine, queue: policy.queue)
  }

  /// A dispatch as the policy decided it.
  func placement(of execution: Execution, model: ModelID) -> Placement {
    if !options.policy.isBaseline, let placement = rule.next(in: situation),
      placement.entry == execution.readied
    {
      return placement
    }
    return Placement(entry: execution.readied, model: model, gpus: execution.gpus)
  }

  /// Why a node, a place in `Trace.readied`, stays.
  func reason(for entry: Int) -> WaitingReason {
    let node = readyNode(entry)
    let reason = situation.machine.waitingReason(for: node.model)
    if case .neverFits = reason { return reason }
    return rule.obstacle(for: node, in: situation) ?? reason
  }

  /// When a node could be dispatched at the earliest, in seconds; nil if never.
  func earliestDispatch(of entry: Int) -> Double? {
    let node = readyNode(entry)
    guard situation.machine.canEverRun(node.model) else { return nil }
    let time = rule.earliestDispatch(of: node, in: situation)
    return time.isFinite ? time : nil
  }

  private func readyNode(_ entry: Int) -> ReadyNode {
    let node = history.trace.readied[entry].node
    return policy.ready(
      WaitingNode(entry: entry), node: node, model: history.scenario.model(of: node),
      since: history.readyTime(of: entry))
  }
}

extension History {
  /// When a node, a place in `Trace.readied`, became ready, in seconds.
  fileprivate func readyTime(of entry: Int) -> Double {
    trace.events[trace.readied[entry].event].time
  }
}

extension History {
  /// What the policy in force decides if it is asked again as before a dispatch, a place in
  /// `Trace.executions`: the dispatch itself, as policies know nothing but what they see.
  ///
  /// - Complexity: O(GPUs · log trace + nodes).
  public func decideAgain(execution index: Int) -> Placement? {
    let event = trace.dispatchEvent(of: index)
    let restored = RestoredSituation(
      self, afterExecutions: index, readied: trace.events[event].readiedAfter,
      options: options(ofEvent: event), at: trace.events[event].time, keepsQueue: true)
    return restored.rule.next(in: restored.situation)
  }
}
