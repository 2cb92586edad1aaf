import Engine
import History

/// The events before the cursor, each with what it led to, as lines.
enum EventStory {
  /// The subject of a line.
  enum Item: Hashable {
    case arrival(RequestID)
    case completion(execution: Int)
    case requestCompletion(CompletedRequest)
    case `switch`(execution: Int)
    case dispatch(execution: Int)
  }

  /// The number of lines up to a moment.
  ///
  /// - Complexity: O(log trace).
  static func lineCount(_ moment: Moment) -> Int {
    moment.eventCount + moment.executionCount + moment.switchCount
      + moment.completedRequests.count
  }

  /// The last lines up to a moment, oldest first, without the very last `skipped` ones.
  ///
  /// - Complexity: O(count + log² trace + lines of an event), wherever they are.
  static func latest(
    _ count: Int, skipping skipped: Int = 0, _ moment: Moment
  ) -> [(event: Int, item: Item)] {
    let end = lineCount(moment) - max(skipped, 0)
    let start = max(end - count, 0)
    guard start < end else { return [] }
    var event = self.event(ofLine: start, moment)
    var line = lineCount(moment.history.moment(after: event))
    var lines: [(event: Int, item: Item)] = []
    while line < end, event < moment.eventCount {
      for item in items(of: event, moment) {
        if (start..<end).contains(line) { lines.append((event, item)) }
        line += 1
      }
      event += 1
    }
    return lines
  }

  /// The event that a line, counted from 0, is about.
  private static func event(ofLine line: Int, _ moment: Moment) -> Int {
    // The last event before which there are no more lines than that.
    (0..<moment.eventCount).partitionPoint {
      lineCount(moment.history.moment(after: $0 + 1)) > line
    }
  }

  /// The page that Enter opens on a line; lines are counted back from the cursor.
  static func subject(ofLine line: Int, _ moment: Moment) -> PageSubject? {
    let line = min(line, max(lineCount(moment) - 1, 0))
    return latest(1, skipping: line, moment).first.map { subject(of: $0.item) }
  }

  private static func subject(of item: Item) -> PageSubject {
    switch item {
    case .arrival(let request): .request(request)
    case .requestCompletion(let completed): .request(completed.request)
    case .completion(let execution), .switch(let execution), .dispatch(let execution):
      .dispatch(execution)
    }
  }

  /// An event, and what it led to.
  private static func items(of index: Int, _ moment: Moment) -> [Item] {
    let trace = moment.history.trace
    var result: [Item] = []
    switch trace.events[index].subject {
    case .arrival(let request): result.append(.arrival(request))
    case .completion(let execution): result.append(.completion(execution: execution))
    }
    let completed = moment.completedRequests
    let place = completed.partitionPoint { $0.event >= index }
    if place < completed.endIndex, completed[place].event == index {
      result.append(.requestCompletion(completed[place]))
    }
    for execution in trace.executions(of: index) {
      if trace.executions[execution].isSwitch { result.append(.switch(execution: execution)) }
      result.append(.dispatch(execution: execution))
    }
    return result
  }
}
