import Engine

/// The work of all GPUs and requests in one of some equal spans of time.
public struct TimelineCell: Hashable, Sendable {
  /// The seconds of the span that have passed at the moment.
  public var seconds = 0.0
  /// The seconds that GPUs computed, each GPU counted for itself.
  public var computing = 0.0
  /// The seconds in which one model replaced another.
  public var switching = 0.0
  /// The seconds in which a model was loaded onto an empty GPU.
  public var loading = 0.0
  /// The greatest number of waiting nodes.
  public var longestQueue = 0
  /// The number of requests that arrived.
  public var arrivals = 0
  /// The number of requests that were completed.
  public var completions = 0
}

extension Moment {
  /// The work of all GPUs and requests in so many spans of equal time, up to this moment.
  ///
  /// - Parameters:
  ///   - start: The beginning of the first span, in seconds; each contains its beginning, not its end,
  ///     but the last one of the moment has all events up to it.
  ///   - secondsPerCell: The length of a span, in seconds; more than 0.
  ///   - count: The number of spans.
  /// - Returns: The spans in order; those after the moment are empty.
  /// - Complexity: O(count · log events), and reading a number for each 64 events.
  public func timeline(
    from start: Double, secondsPerCell: Double, cells count: Int
  ) -> [TimelineCell] {
    var cells = [TimelineCell](repeating: TimelineCell(), count: max(count, 0))
    var walk = TimelineWalk(history, upTo: eventCount, from: start)
    for cell in cells.indices {
      let begin = start + Double(cell) * secondsPerCell
      guard begin <= time else { break }
      let end = start + Double(cell + 1) * secondsPerCell
      // Rounding must not lose the events of this very moment.
      let isLast = end >= time || cell == cells.count - 1 && end * (1 + 1e-12) >= time
      cells[cell] = walk.cell(of: history, to: min(end, time), isLast: isLast)
      if isLast { break }
    }
    return cells
  }
}

/// A walk through a timeline, forward from cell to cell.
///
/// The history is handed to each step: to keep it would copy it with every change of the state.
private struct TimelineWalk {
  private let eventCount: Int
  private var state: TimelineState
  private var longestQueue: Int32 = 0

  init(_ history: History, upTo eventCount: Int, from start: Double) {
    self.eventCount = eventCount
    let nearest = history.timeline.milestone(at: start, upTo: eventCount)
    state = nearest.map { history.timeline.milestones[$0] } ?? TimelineState()
    move(in: history, to: start, isInclusive: false)
    state.pass(to: start)
  }

  mutating func cell(of history: History, to end: Double, isLast: Bool) -> TimelineCell {
    let before = state
    longestQueue = queueLength(in: history)
    move(in: history, to: end, isInclusive: isLast)
    state.pass(to: end)
    let work = state.seconds - before.seconds
    return TimelineCell(
      seconds: end - before.time,
      computing: max(0, work.busy - work.switching - work.loading),
      switching: max(0, work.switching), loading: max(0, work.loading),
      longestQueue: Int(longestQueue), arrivals: Int(state.arrivalCount - before.arrivalCount),
      completions: Int(state.completedCount - before.completedCount))
  }

  private func queueLength(in history: History) -> Int32 {
    state.eventCount > 0 ? history.trace.events[Int(state.eventCount) - 1].queueLength : 0
  }

  /// Handles all that happens before a time, or up to it.
  private mutating func move(in history: History, to end: Double, isInclusive: Bool) {
    while true {
      if Int(state.eventCount).isMultiple(of: Timeline.blockSize) {
        skipBlocks(of: history, to: end)
      }
      let index = Int(state.eventCount)
      let event = index < eventCount ? history.trace.events[index].time : .infinity
      if Int(state.endedCount) < history.timeline.preparations.count {
        let number = Int(history.timeline.preparations[Int(state.endedCount)])
        let execution = history.trace.executions[number]
        if execution.start <= end, execution.start <= event,
          number < (index > 0 ? history.trace.events[index - 1].executionsAfter : 0)
        {
          state.endPreparation(execution)
          continue
        }
      }
      guard index < eventCount, event < end || isInclusive && event <= end else { return }
      handleEvent(index, of: history)
    }
  }

  private mutating func handleEvent(_ index: Int, of history: History) {
    let completed = Int(state.completedCount)
    let completes =
      completed < history.completed.count && history.completed[completed].event == index
    state.handle(history.trace, completesRequest: completes)
    longestQueue = max(longestQueue, history.trace.events[index].queueLength)
  }

  /// Goes to the last kept state before a time, if it is ahead.
  private mutating func skipBlocks(of history: History, to end: Double) {
    let here = Int(state.eventCount) / Timeline.blockSize
    guard
      let next = history.timeline.milestone(at: end.nextDown, upTo: eventCount, after: here + 1)
    else { return }
    longestQueue = max(longestQueue, history.timeline.longestQueue(inBlocks: here..<next))
    state = history.timeline.milestones[next]
  }
}
