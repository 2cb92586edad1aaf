import History

/// A search for the match that a key asked for, which may be the tenth one from the cursor.
struct MatchSearch: Sendable {
  /// The use of the match.
  enum Purpose: Sendable {
    case breakpoint
    case names
  }

  let purpose: Purpose
  let isForward: Bool
  /// The number of events before the cursor when the key was pressed.
  let origin: Int
  /// The last match found so far.
  private(set) var match: ConditionMatch?
  /// The matches that are still to be found.
  private var matchesLeft: Int
  private let history: History
  private let conditions: [Condition]
  private var search: ConditionSearch

  init(
    _ purpose: Purpose, _ conditions: [Condition], in history: History, from origin: Int,
    forward isForward: Bool, times: Int
  ) {
    self.purpose = purpose
    self.isForward = isForward
    self.origin = origin
    self.history = history
    self.conditions = conditions
    matchesLeft = times
    search = ConditionSearch(history, conditions, forward: isForward, from: origin)
  }

  var hasFoundAll: Bool { matchesLeft == 0 }

  var isOver: Bool { hasFoundAll || search.isOver && search.match == nil }

  /// Walks over a number of further events, unless the search is over before.
  mutating func advance(by eventCount: Int) {
    var left = eventCount
    while left > 0, !isOver {
      left = search.advance(by: left)
      guard search.isOver, let found = search.match else { continue }
      match = found
      matchesLeft -= 1
      guard matchesLeft > 0 else { return }
      search = ConditionSearch(
        history, conditions, forward: isForward, from: found.eventCount)
    }
  }
}
