import Engine

/// The steps without a GPU in a cell of an axis of time.
public struct StepCell: Hashable, Sendable {
  /// The number of steps that run at the end of the cell; at least 1 if one begins in it.
  public let count: Int
  /// The step that began last, as a place in `Trace.executions`; nil before the first.
  public let latest: Int?
}

extension Moment {
  /// The steps without a GPU, in cells of equal time; none after now.
  ///
  /// - Parameters:
  ///   - start: the beginning of the first cell, in seconds.
  ///   - secondsPerCell: the length of a cell.
  ///   - count: the number of cells.
  /// - Returns: the cells in order.
  /// - Complexity: O(cells · log steps).
  public func stepCells(
    from start: Double, secondsPerCell: Double, cells count: Int
  ) -> [StepCell] {
    let (steps, trace) = (history.steps, history.trace)
    let known = steps.executions.prefix(
      steps.executions.partitionPoint { Int($0) >= executionCount })
    let ended = steps.completions.prefix(
      steps.completions.partitionPoint { Int($0) >= eventCount })
    var begunBefore = known.partitionPoint { trace.executions[Int($0)].start >= start }
    return (0..<max(count, 0)).map { cell in
      let from = start + secondsPerCell * Double(cell)
      guard from <= time else { return StepCell(count: 0, latest: nil) }
      let end = min(start + secondsPerCell * Double(cell + 1), time)
      let begun = known.partitionPoint { trace.executions[Int($0)].start > end }
      let done = ended.partitionPoint { trace.events[Int($0)].time > end }
      defer { begunBefore = begun }
      let latest = begun > 0 ? Int(known[begun - 1]) : nil
      return StepCell(count: max(begun - done, begun > begunBefore ? 1 : 0), latest: latest)
    }
  }
}
