public import Engine

/// A node that two schedules of the same scenario dispatch at different times or to different GPUs.
public struct ScheduleDifference: Hashable, Sendable {
  /// The earlier of the two dispatches, in seconds.
  public let time: Double
  /// The node.
  public let node: RequestNode
  /// The dispatch in the first schedule, a place in its `Trace.executions`; nil if there is none.
  public let first: Int?
  /// The dispatch in the second one.
  public let second: Int?
}

/// All decisions in which two schedules of the same scenario differ.
public struct ScheduleDifferences: Sendable {
  /// In the order of time.
  public let all: [ScheduleDifference]

  /// Compares two traces.
  ///
  /// - Complexity: O(nodes log nodes).
  public init(between first: Trace, and second: Trace, of scenario: Scenario) {
    let (own, other) = (Self.dispatches(first, scenario), Self.dispatches(second, scenario))
    var found: [ScheduleDifference] = []
    for request in scenario.requests.indices {
      for (node, index) in scenario.requests.flatIndices(of: request).enumerated() {
        let (here, there) = (own[index], other[index])
        let isSame =
          here.time == there.time
          && here.execution.map { first.executions[$0].gpus }
            == there.execution.map { second.executions[$0].gpus }
        guard !isSame else { continue }
        found.append(
          ScheduleDifference(
            time: min(here.time, there.time), node: RequestNode(request: request, node: node),
            first: here.execution, second: there.execution))
      }
    }
    // Dispatches at one time stay in the order in which they were decided.
    all = found.sorted {
      ($0.time, $0.first ?? .max, $0.second ?? .max) < (
        $1.time, $1.first ?? .max, $1.second ?? .max
      )
    }
  }

  /// The first difference after a time, in seconds; nil if there is none.
  ///
  /// - Complexity: O(log differences).
  public func next(after time: Double) -> ScheduleDifference? {
    let index = all.partitionPoint { $0.time > time }
    return index < all.count ? all[index] : nil
  }

  /// The last difference before a time, in seconds; nil if there is none.
  ///
  /// - Complexity: O(log differences).
  public func previous(before time: Double) -> ScheduleDifference? {
    let index = all.partitionPoint { $0.time >= time }
    return index > 0 ? all[index - 1] : nil
  }

  /// For each node of all requests its dispatch and when that was; never if there is none.
  private static func dispatches(
    _ trace: Trace, _ scenario: Scenario
  ) -> [(execution: Int?, time: Double)] {
    var result = [(execution: Int?, time: Double)](
      repeating: (nil, .infinity), count: scenario.requests.nodeCount)
    for event in trace.events.indices {
      for index in trace.executions(of: event) {
        let node = trace.node(of: trace.executions[index])
        result[scenario.requests.flatIndex(of: node)] = (index, trace.events[event].time)
      }
    }
    return result
  }
}
