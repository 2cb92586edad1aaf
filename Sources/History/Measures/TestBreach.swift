public import Engine

/// The point of a run from which on a test could no longer be passed.
public struct TestBreach: Hashable, Sendable {
  /// The reason.
  public enum Cause: Hashable, Sendable {
    /// This request ended after so many seconds.
    case late(RequestID, seconds: Double)
    /// This node ended so many seconds after it became ready.
    case lateNode(RequestNode, seconds: Double)
    /// This dispatch, a place in `Trace.executions`, was one too many, too long, or ended too late.
    case dispatch(Int)
    /// This request never ends.
    case unfinished(RequestID)
    /// The run as a whole.
    case end
  }

  /// The time, in seconds.
  public let time: Double
  /// The cause.
  public let cause: Cause
}

extension MeasuredRun {
  /// The point at which a test was failed for good; nil if it is passed.
  ///
  /// All that had not happened by then might still have turned out as well as possible: requests
  /// without any latency, no further switches.
  ///
  /// - Complexity: O(trace · log² trace).
  public mutating func breach(of test: MeasureTest) -> TestBreach? {
    guard !test.holds(for: value(for: test)) else { return nil }
    let found: TestBreach? =
      switch test.measure {
      case .latency(let latency, let scope) where test.isUpperBound:
        lateness(scope) { durations, count in
          test.holds(for: Self.bestValue(latency, durations, of: count))
        }
      case .attainment(let seconds, let scope) where !test.isUpperBound:
        lateness(scope) { durations, count in
          let late = durations.count { $0.seconds > seconds }
          return test.holds(for: Double(count - late) / Double(max(1, count)))
        }
      case .makespan where test.isUpperBound:
        firstDispatch { _, execution in !test.holds(for: execution.end) }
      case .switches where test.isUpperBound:
        firstDispatch { count, _ in !test.holds(for: Double(count)) }
      case .switchShare where test.isUpperBound: switchBreach(test)
      case .unfinished: firstUnfinished().map(unfinishedBreach)
      default: nil
      }
    return found ?? TestBreach(time: endTime, cause: .end)
  }

  /// The time of the last event, in seconds.
  private var endTime: Double { trace.events.last?.time ?? 0 }

  /// The smallest value that is possible with some durations among `count`.
  private static func bestValue(
    _ measure: LatencyMeasure, _ durations: ArraySlice<MeasuredDuration>, of count: Int
  ) -> Double? {
    guard count > 0 else { return nil }
    guard let fraction = measure.fraction else {
      return durations.reduce(0) { $0 + $1.seconds } / Double(count)
    }
    let sorted = durations.map(\.seconds).sorted()
    let unknown = count - sorted.count
    return percentile(fraction, count: count) { $0 < unknown ? 0 : sorted[$0 - unknown] }
  }

  /// The first end of a request or node after which a test cannot be passed.
  private func lateness(
    _ scope: MeasureScope, _ isPossible: (ArraySlice<MeasuredDuration>, Int) -> Bool
  ) -> TestBreach? {
    guard let list = durations(of: scope)?.sorted(by: { $0.end < $1.end }) else { return nil }
    let count = list.count + missingCount(of: scope, list.count)
    let length = (0..<list.count + 1).partitionPoint { !isPossible(list[..<$0], count) }
    guard length > 0, length <= list.count else {
      return firstUnfinished(scope).map(unfinishedBreach)
    }
    let last = list[length - 1]
    return TestBreach(
      time: last.end,
      cause: last.node.map {
        .lateNode(RequestNode(request: last.request, node: $0), seconds: last.seconds)
      } ?? .late(last.request, seconds: last.seconds))
  }

  /// The first dispatch of which a predicate, given the number of switches with it, is true.
  private func firstDispatch(_ isTooMuch: (_ switches: Int, Execution) -> Bool) -> TestBreach? {
    var switches = 0
    for (index, execution) in trace.executions.enumerated() {
      if execution.isSwitch { switches += 1 }
      if isTooMuch(switches, execution) { return dispatchBreach(index) }
    }
    return nil
  }

  private func switchBreach(_ test: MeasureTest) -> TestBreach? {
    var gpuSeconds = 0.0
    let lastEnd = trace.executions.reduce(-Double.infinity) { max($0, $1.end) }
    let available = (lastEnd - trace.startTime) * Double(options.gpuCount)
    for (index, execution) in trace.executions.enumerated() where execution.isSwitch {
      gpuSeconds += execution.switchTime * Double(execution.gpus.count)
      if !test.holds(for: min(1, gpuSeconds / available)) { return dispatchBreach(index) }
    }
    return nil
  }

  private func dispatchBreach(_ execution: Int) -> TestBreach {
    TestBreach(
      time: trace.events[trace.dispatchEvent(of: execution)].time, cause: .dispatch(execution))
  }

  private func unfinishedBreach(_ request: RequestID) -> TestBreach {
    let arrival = trace.events.first { $0.subject == .arrival(request) }
    return TestBreach(time: arrival?.time ?? endTime, cause: .unfinished(request))
  }
}
