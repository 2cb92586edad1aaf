import Engine
import History
import Synchronization

/// The cells of whole lanes on an axis, kept from frame to frame.
///
/// The past of a lane stays as it is, so that at far zooms, where a lane has hundreds of executions for each
/// cell, a frame need not look at them again. It holds lanes of runs that do not grow any more: a run
/// that does must not be held.
final class LaneCache: Sendable {
  /// The lanes of the run, and of its second schedule.
  private static let capacity = 2

  private struct Lanes {
    /// Keeps the memory whose address tells runs apart.
    let executions: [Execution]
    let axis: TimeAxis
    var cells: [Int: [LaneCell]] = [:]
  }

  private let lanes = Mutex<[Lanes]>([])

  /// The cells of the lane of a GPU in a whole run.
  func cells(of gpu: Int, _ history: History, _ axis: TimeAxis) -> [LaneCell] {
    lanes.withLock { lanes in
      let executions = history.trace.executions
      let known = lanes.firstIndex { $0.axis == axis && isSame($0.executions, executions) }
      if let known, let cells = lanes[known].cells[gpu] { return cells }
      let whole = history.moment(after: history.trace.events.count)
      let lane = LaneCells(whole, gpu: gpu, axis: axis)
      let cells = (0..<axis.width).map(lane.cell)
      if let known {
        lanes[known].cells[gpu] = cells
      } else {
        lanes =
          lanes.suffix(Self.capacity - 1) + [
            Lanes(executions: executions, axis: axis, cells: [gpu: cells])
          ]
      }
      return cells
    }
  }

  private func isSame(_ one: [Execution], _ other: [Execution]) -> Bool {
    one.count == other.count
      && one.withUnsafeBufferPointer { one in
        other.withUnsafeBufferPointer { $0.baseAddress == one.baseAddress }
      }
  }
}

/// A lane on an axis up to now: what is past from the cache, and the cells around now as they are.
struct PastLane {
  private let past: [LaneCell]
  private let present: LaneCells
  /// The first column of those around now, and the first after now.
  private let (firstPresent, end): (Int, Int)
  /// The column at which the axis of the cells around now begins.
  private let origin: Int

  /// Makes it of the cells of the whole lane.
  init(_ past: [LaneCell], _ moment: Moment, gpu: Int, axis: TimeAxis) {
    self.past = past
    let now = min(max(axis.column(of: moment.time), -1), axis.width)
    firstPresent = max(now - 1, 0)
    end = min(now + 1, axis.width)
    // An execution of the cell before may reach into the first one by a rounding.
    origin = max(now - 2, 0)
    let start = axis.start + axis.secondsPerCell * Double(origin)
    present = LaneCells(
      moment, gpu: gpu,
      axis: TimeAxis(
        start: start, secondsPerCell: axis.secondsPerCell, width: max(end - origin, 0)))
  }

  /// The cell of a column.
  func cell(_ column: Int) -> LaneCell {
    if column < firstPresent { return past[column] }
    return column < end ? present.cell(column - origin) : LaneCell(.idle)
  }
}
