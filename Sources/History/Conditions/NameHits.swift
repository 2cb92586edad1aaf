import Engine

/// The events that concern the matches of a search, as far as a run has been looked through.
public struct NameHits: Sendable {
  /// The search.
  public let names: NameSearch
  /// The number of events that have been looked through.
  public private(set) var scannedCount = 0
  /// For each hit the number of events up to and with it, ascending.
  public private(set) var eventCounts: [Int32] = []

  /// Makes an empty list of the hits of a search.
  public init(of names: NameSearch) { self.names = names }

  /// Whether the whole of a run has been looked through.
  public func isComplete(in history: History) -> Bool {
    scannedCount >= history.trace.events.count
  }

  /// Looks through up to a number of further events.
  ///
  /// - Complexity: O(events and their dispatches).
  public mutating func extend(over history: History, by eventCount: Int) {
    let occurrences = Occurrences(of: history)
    let left = history.trace.events.count - scannedCount
    let end = scannedCount + min(max(left, 0), eventCount)
    for event in scannedCount..<end
    where occurrences.contains(at: event, passing: [.search(names)]) {
      eventCounts.append(Int32(event + 1))
    }
    scannedCount = end
  }
}
