public import Engine

/// Why a node waits in the ready queue, from what is known at a moment.
public struct Waiting: Hashable, Sendable {
  /// The node, as a place in `Trace.readied`.
  public let readied: Int
  /// Its model.
  public let model: ModelID
  /// When it became ready, in seconds.
  public let since: Double
  /// What is missing.
  public let reason: WaitingReason
  /// How many GPUs are free.
  public let freeGPUCount: Int
  /// Who is ahead of it in the queue, by model, the longest waiting first.
  public let ahead: [PassedOver]
  /// The earliest time, in seconds, at which it could be dispatched; nil if it waits for ever.
  ///
  /// That is when enough GPUs in a row, of those that the policy would give it, are free if nobody
  /// else takes them: a bound that the real dispatch never undercuts.
  public let earliestDispatch: Double?

  /// How many nodes are ahead of it in the queue.
  public var aheadCount: Int { ahead.reduce(0) { $0 + $1.count } }
}

extension Moment {
  /// Why a node, a place in `Trace.readied`, waits; nil if it does not.
  ///
  /// - Complexity: O((GPUs + models) · log trace + windows · GPUs of each), and that of restoring
  ///   what the policy saw of the queue.
  public func whyWaiting(entry: Int) -> Waiting? {
    let trace = history.trace
    guard entry >= 0, entry < readiedCount, execution(ofReadied: entry) == nil else { return nil }
    let model = history.scenario.model(of: trace.readied[entry].node)
    let restored = RestoredSituation(
      history, afterExecutions: executionCount, readied: readiedCount,
      event: max(0, eventCount - 1), at: time)
    return Waiting(
      readied: entry, model: model, since: trace.events[trace.readied[entry].event].time,
      reason: restored.reason(for: entry), freeGPUCount: restored.situation.machine.freeCount,
      ahead: history.passedOver(
        before: entry, afterExecutions: executionCount, reason: restored.reason),
      earliestDispatch: restored.earliestDispatch(of: entry))
  }
}
