/// The places of a run that jumps have left, as a browser keeps its pages.
struct JumpList: Hashable, Sendable {
  /// A place, and the action that left it.
  struct Departure: Hashable, Sendable {
    let cursor: Cursor
    let action: Action
  }

  /// The number of places that are kept.
  private static let capacity = 100

  /// The places, oldest first.
  private(set) var departures: [Departure] = []
  /// The place that the walk has come to; the end of the list if the cursor is ahead of all.
  private(set) var position = 0
  /// The end of the last jump: another one of its kind from there continues it.
  private var last: Departure?

  /// Notes that an action has moved the cursor.
  ///
  /// A chain of jumps by the same action counts as one: its first place is kept.
  mutating func note(_ action: Action, from start: Cursor, to end: Cursor) {
    let isContinuation = last == Departure(cursor: start, action: action)
    last = Departure(cursor: end, action: action)
    guard !isContinuation else { return }
    departures.removeSubrange(min(position, departures.count)...)
    if departures.last?.cursor == start { departures.removeLast() }
    departures.append(Departure(cursor: start, action: action))
    if departures.count > Self.capacity { departures.removeFirst() }
    position = departures.count
  }

  /// Goes back by one place; nil at the oldest one.
  mutating func back(from cursor: Cursor) -> Departure? {
    guard position > 0 else { return nil }
    if position == departures.count, departures.last?.cursor != cursor {
      departures.append(Departure(cursor: cursor, action: .jumpBack))
    }
    position -= 1
    last = nil
    return departures[position]
  }

  /// Goes forward by one place; nil at the latest one.
  mutating func forward() -> Departure? {
    guard position + 1 < departures.count else { return nil }
    position += 1
    last = nil
    return departures[position]
  }

  /// Takes a place out of the list.
  mutating func remove(at index: Int) {
    guard departures.indices.contains(index) else { return }
    departures.remove(at: index)
    if position > index { position -= 1 }
  }
}
