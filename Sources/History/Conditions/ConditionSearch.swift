import Engine

/// An event at which a condition matches.
public struct ConditionMatch: Hashable, Sendable {
  /// The number of events up to and with it.
  public let eventCount: Int
  /// The condition: the first one in the list that matches.
  public let condition: Int
}

/// A search for the next match of some conditions, or the previous one, that goes on bit by bit.
public struct ConditionSearch: Sendable {
  private let history: History
  private let conditions: [Condition]
  private let isForward: Bool
  private var walk: ConditionWalk
  /// The number of events before the end of the walk.
  private var end: Int
  /// Backward, the first events of a walk, and the events of the next one: there is no walking back, so
  /// it goes forward in strides that grow backward.
  private var (start, stride) = (0, 1024)

  /// The match, once it is found.
  public private(set) var match: ConditionMatch?
  /// Whether the match is found, or there is none.
  public private(set) var isOver = false

  /// Begins a search.
  ///
  /// - Parameters:
  ///   - history: The run.
  ///   - conditions: The conditions of which any may match.
  ///   - isForward: Whether the match is to be after the cursor, or before it.
  ///   - eventCount: The number of events up to the cursor.
  /// - Complexity: O(log events), and O(completed requests) for conditions on latencies.
  public init(
    _ history: History, _ conditions: [Condition], forward isForward: Bool, from eventCount: Int
  ) {
    self.history = history
    self.conditions = conditions
    self.isForward = isForward
    let count = history.trace.events.count
    if isForward {
      start = min(max(0, eventCount), count)
      end = count
    } else {
      end = max(min(eventCount - 1, count), 0)
      start = max(0, end - stride)
    }
    walk = ConditionWalk(history, conditions, afterEvents: start)
    isOver = conditions.isEmpty || start == end
  }

  /// Walks over a number of further events, unless the search is over before.
  ///
  /// - Returns: The number of events that were not needed.
  /// - Complexity: O(events), and O(completed requests) at some of them for conditions on latencies.
  @discardableResult
  public mutating func advance(by eventCount: Int) -> Int {
    var left = eventCount
    while left > 0, !isOver {
      left -= 1
      if let condition = walk.step() {
        match = ConditionMatch(eventCount: walk.count, condition: condition)
        isOver = isForward
      }
      if !isOver, walk.count == end { endWalk() }
    }
    return left
  }

  private mutating func endWalk() {
    guard !isForward, match == nil, start > 0 else { return isOver = true }
    (end, stride) = (start, stride * 4)
    start = max(0, end - stride)
    walk = ConditionWalk(history, conditions, afterEvents: start)
  }
}

extension History {
  /// The first match of any of some conditions after `eventCount` events.
  ///
  /// - Complexity: O(events up to the match), and O(completed requests) for latencies.
  public func next(matching conditions: [Condition], after eventCount: Int) -> ConditionMatch? {
    match(conditions, forward: true, from: eventCount)
  }

  /// The last match of any of some conditions whose event count is below `eventCount`.
  ///
  /// - Complexity: O(events back to the match), and O(completed requests · log events) for latencies.
  public func previous(matching conditions: [Condition], before eventCount: Int) -> ConditionMatch?
  {
    match(conditions, forward: false, from: eventCount)
  }

  private func match(
    _ conditions: [Condition], forward: Bool, from eventCount: Int
  ) -> ConditionMatch? {
    var search = ConditionSearch(self, conditions, forward: forward, from: eventCount)
    search.advance(by: .max)
    return search.match
  }
}
