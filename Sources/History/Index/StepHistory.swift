import Engine

/// The executions that take no GPU, and those of them that run at any point.
///
/// Memory: 8 bytes for each.
struct StepHistory: Sendable {
  private static let notYet = Int32.max

  /// The executions, as places in the trace.
  private(set) var executions: [Int32] = []
  /// For each of them the event that completed it.
  private var ends = MaximumTree<Int32>()

  mutating func append(_ execution: Int) {
    executions.append(Int32(truncatingIfNeeded: execution))
    ends.append(Self.notYet)
  }

  /// Notes the event that completes an execution, if that is one of these.
  ///
  /// - Complexity: O(log steps).
  mutating func complete(_ execution: Int, at event: Int) {
    let place = executions.partitionPoint { Int($0) >= execution }
    guard place < executions.count, Int(executions[place]) == execution else { return }
    ends.set(place, to: Int32(truncatingIfNeeded: event))
  }

  /// The executions that run after a number of events, and of dispatches, in the order of dispatch.
  ///
  /// - Complexity: O(log steps) for each.
  func running(afterEvents events: Int, executions count: Int) -> [Int] {
    let known = executions.partitionPoint { Int($0) >= count }
    var (result, place): ([Int], Int) = ([], 0)
    while let next = ends.firstIndex(
      from: place, to: known, atLeast: Int32(truncatingIfNeeded: events))
    {
      result.append(Int(executions[next]))
      place = next + 1
    }
    return result
  }
}
