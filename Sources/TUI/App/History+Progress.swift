import Engine
import History

extension History {
  /// A run without models and events.
  static var empty: History {
    let scenario = Scenario(models: [], workflows: [], requests: RequestTable())
    return History(scenario: scenario, options: Options(gpuCount: 1))
  }

  /// The number of events if all nodes run.
  var expectedEventCount: Int { scenario.requests.count + scenario.requests.nodeCount }

  private static let stride = 1 << 12

  /// Lets the run go on to its end.
  ///
  /// - Parameter report: Receives the share of the expected events from time to time; returns whether to go on.
  /// - Returns: Whether the end is reached.
  mutating func growToEnd(_ report: (Double) -> Bool) -> Bool {
    while !isComplete {
      let share = Double(trace.events.count) / Double(max(expectedEventCount, 1))
      guard report(min(share, 1)) else { return false }
      grow(by: Self.stride)
    }
    return true
  }
}
