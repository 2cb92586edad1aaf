public import Engine

/// The progress of a node of an arrived request.
public enum NodeState: Hashable, Sendable {
  /// It depends on a number of other nodes that are not completed.
  case pending(dependenciesLeft: Int)
  /// It is ready and waits for a GPU.
  case waiting
  /// It is dispatched, and its model is being made resident.
  case switching
  /// It runs.
  case computing
  /// Its end has been handled.
  case completed
  /// It never runs.
  case stranded(StrandedReason)
}

/// One node of a request at a moment.
public struct NodeStory: Hashable, Sendable {
  /// Its progress.
  public internal(set) var state: NodeState
  /// The time, in seconds, at which it became ready; nil if it is not.
  public internal(set) var readyTime: Double?
  /// Its place in `Trace.readied`; nil if it is not ready.
  public internal(set) var readied: Int?
  /// Its place in `Trace.executions`; nil if it is not dispatched.
  public internal(set) var execution: Int?
  /// The time since it became ready, up to the moment, split.
  public internal(set) var split = TimeSplit()
}

extension Moment {
  /// The time of a node since it became ready, up to the moment, split.
  ///
  /// - Complexity: O(log trace).
  func split(ofReadied entry: Int) -> TimeSplit {
    let trace = history.trace
    let ready = trace.events[trace.readied[entry].event].time
    guard let index = execution(ofReadied: entry) else { return TimeSplit(waiting: time - ready) }
    // Differences of times, so that the spans of a chain of nodes add up to the whole.
    let execution = trace.executions[index]
    let dispatch = trace.events[trace.dispatchEvent(of: index)].time
    return TimeSplit(
      waiting: dispatch - ready, switching: min(time, execution.start) - dispatch,
      computing: max(0, min(time, execution.end) - execution.start))
  }

  /// The execution of a node that became ready; nil if it is not dispatched yet.
  public func execution(ofReadied entry: Int) -> Int? {
    history.dispatches.execution(of: entry).flatMap { $0 < executionCount ? $0 : nil }
  }

  /// The place of a node in `Trace.readied`; nil if it is not ready yet.
  ///
  /// - Complexity: O(1).
  public func readied(of node: RequestNode) -> Int? {
    let entry = Int(history.entries[history.scenario.requests.flatIndex(of: node)])
    return entry < readiedCount ? entry : nil
  }
}
