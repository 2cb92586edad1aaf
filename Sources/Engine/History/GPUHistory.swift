/// What one GPU did, in order.
struct GPUHistory: Sendable {
  /// The dispatches to it.
  private(set) var executions: [Int32] = []
  /// The busy seconds of all dispatches before each one.
  private var busyBefore: [Double] = []
  private var busyTotal = 0.0

  mutating func append(_ index: Int, _ execution: Execution) {
    executions.append(Int32(index))
    busyBefore.append(busyTotal)
    busyTotal += execution.switchTime + execution.executionTime
  }

  /// The latest of the first `count` dispatches of the trace that went to this GPU.
  ///
  /// - Returns: its place in `executions`.
  /// - Complexity: O(log executions).
  func last(amongExecutions count: Int) -> Int? {
    let end = executions.partitionPoint { Int($0) >= count }
    return end > 0 ? end - 1 : nil
  }

  /// The busy seconds of the dispatches before the one at `position` of `executions`.
  func busy(before position: Int) -> Double { busyBefore[position] }
}
