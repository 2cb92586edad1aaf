public import Engine

/// A row of the list of events: an event, or a thing that it led to.
public enum EventRow: Hashable, Sendable {
  /// A request arrives.
  case arrival(RequestID)
  /// An execution ends.
  case completion(execution: Int)
  /// The last node of a request has ended.
  case requestCompletion(CompletedRequest)
  /// A dispatch evicts a model.
  case `switch`(execution: Int)
  /// A node is dispatched.
  case dispatch(execution: Int)
}

extension Moment {
  /// The number of rows in the list of the events so far.
  ///
  /// - Complexity: O(log trace).
  public var eventRowCount: Int { history.eventRowCount(before: eventCount) }

  /// Some rows of the list of the events so far, each with its event, oldest first.
  ///
  /// - Parameter range: the rows, counted from the oldest; those that do not exist are left out.
  /// - Returns: the rows, and the places of their events in `Trace.events`.
  /// - Complexity: O(log² trace + rows).
  public func eventRows(_ range: Range<Int>) -> [(event: Int, row: EventRow)] {
    let range = range.clamped(to: 0..<eventRowCount)
    guard !range.isEmpty else { return [] }
    // The last event before which there are no more rows than those to be left out.
    var event =
      (1..<eventCount).partitionPoint {
        history.eventRowCount(before: $0) > range.lowerBound
      } - 1
    var toSkip = range.lowerBound - history.eventRowCount(before: event)
    var result: [(event: Int, row: EventRow)] = []
    while result.count < range.count, event < eventCount {
      for row in history.rows(ofEvent: event).dropFirst(toSkip) { result.append((event, row)) }
      toSkip = 0
      event += 1
    }
    return Array(result.prefix(range.count))
  }
}

extension History {
  /// The number of rows of the first `count` events.
  fileprivate func eventRowCount(before count: Int) -> Int {
    guard count > 0 else { return 0 }
    let executions = trace.events[count - 1].executionsAfter
    return count + executions + ledger.count(afterExecutions: executions)
      + completed.partitionPoint { $0.event >= count }
  }

  /// An event, and what it led to.
  fileprivate func rows(ofEvent event: Int) -> [EventRow] {
    var result: [EventRow] = []
    switch trace.events[event].subject {
    case .arrival(let request): result.append(.arrival(request))
    case .completion(let execution): result.append(.completion(execution: execution))
    }
    let place = completed.partitionPoint { $0.event >= event }
    if place < completed.count, completed[place].event == event {
      result.append(.requestCompletion(completed[place]))
    }
    for execution in trace.executions(of: event) {
      if trace.executions[execution].isSwitch { result.append(.switch(execution: execution)) }
      result.append(.dispatch(execution: execution))
    }
    return result
  }
}
