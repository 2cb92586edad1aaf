public import Engine

/// The explanation of a wait in the ready queue, from what is known at a moment.
public struct Waiting: Hashable, Sendable {
  /// The node, as a place in `Trace.readied`.
  public let readied: Int
  /// Its model.
  public let model: ModelID
  /// The time, in seconds, at which it became ready.
  public let since: Double
  /// The condition that keeps it waiting.
  public let reason: WaitingReason
  /// The number of free GPUs.
  public let freeGPUCount: Int
  /// The nodes ahead of it in the queue, by model, longest waiting first.
  public let ahead: [PassedOver]
  /// The earliest time, in seconds, at which it could be dispatched; nil if it waits for ever.
  ///
  /// At that time enough of the GPUs that the policy would give it are free in a row if no other node
  /// takes them: the real dispatch is never earlier.
  public let earliestDispatch: Double?

  /// The number of nodes ahead of it in the queue.
  public var aheadCount: Int { ahead.reduce(0) { $0 + $1.count } }
}

extension Moment {
  /// The explanation of the wait of a node, a place in `Trace.readied`; nil if it does not wait.
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
