import Engine

/// The dispatch of each node that became ready, and the nodes that wait at any point.
///
/// A node waits once it is ready until the trace holds more than `dispatch` executions.
///
/// Memory: 4 bytes for each node, and one 63rd more.
struct DispatchTree: Sendable {
  private static let notYet = Int32.max

  private var dispatches = MaximumTree<Int32>()

  /// The number of nodes.
  var count: Int { dispatches.count }

  /// The execution of a node; nil while there is none.
  func execution(of readied: Int) -> Int? {
    let execution = dispatches[readied]
    return execution == Self.notYet ? nil : Int(execution)
  }

  /// Whether a node is not among the first `executions` dispatches.
  func isWaiting(_ readied: Int, afterExecutions executions: Int) -> Bool {
    Int(dispatches[readied]) >= executions
  }

  mutating func reserveCapacity(_ count: Int) { dispatches.reserveCapacity(count) }

  /// Adds a node that is not dispatched yet.
  ///
  /// - Complexity: O(log count).
  mutating func append() { dispatches.append(Self.notYet) }

  /// Records that a node is dispatched as the given execution.
  ///
  /// - Complexity: O(log count).
  mutating func dispatch(_ readied: Int, as execution: Int) {
    dispatches.set(readied, to: Int32(execution))
  }

  /// The first node at or after `start`, and before `end`, that waits after `executions` dispatches.
  ///
  /// - Complexity: O(log count).
  func firstWaiting(from start: Int, to end: Int, afterExecutions executions: Int) -> Int? {
    dispatches.firstIndex(from: start, to: end, atLeast: Int32(truncatingIfNeeded: executions))
  }
}
