import Engine
import History

// MARK: - Events that match conditions

extension AppState {
  /// Looks for a match and goes there, at once if it is near, else when it is found.
  mutating func look(
    for conditions: [Condition], _ purpose: MatchSearch.Purpose, forward: Bool, times: Int
  ) -> Effect? {
    guard !work.contains(where: { $0.name == Self.searching }) else {
      message = remark("still searching", .close, "cancels")
      return nil
    }
    var search = MatchSearch(
      purpose, conditions, in: run.history, from: run.eventCount, forward: forward,
      times: min(times, Self.longestRepeat))
    // A history that is lent cannot be looked at any longer.
    search.advance(by: growth == nil ? Self.eventsAtOnce : .max)
    guard !search.isOver else {
      arrive(at: search)
      return nil
    }
    message = remark(Self.searching, .close, "cancels")
    return start(Self.searching) { [run] in .search(search, run: run.id) }
  }

  private static let searching = "searching"
  /// The events that are looked at before the next frame, which takes a few milliseconds.
  static let eventsAtOnce = 1 << 15
  /// The largest count that is heeded where each repetition is a search.
  static let longestRepeat = 10_000

  /// Takes over a match that was found in the background, unless the cursor has moved on.
  mutating func receive(_ found: MatchSearch, inRun id: Int) {
    guard index(ofRun: id) == runIndex, run.eventCount == found.origin else { return }
    playback.isRunning = false
    arrive(at: found)
  }

  /// Goes to the last match of a search that is over, and says what it is.
  private mutating func arrive(at found: MatchSearch) {
    switch found.purpose {
    case .breakpoint:
      let action = found.isForward ? Action.runToBreakpoint : .runBackToBreakpoint
      if let match = found.match { jump(by: action) { $0.halt(at: match) } }
      guard found.hasFoundAll else {
        return message = "no breakpoint is met \(found.isForward ? "after" : "before") this"
      }
    case .names:
      if let match = found.match {
        jump(by: .search) { $0.run.seek(toEvent: match.eventCount) }
        showCursor()
      }
      guard let search else { return }
      guard found.hasFoundAll else {
        let side = found.isForward ? "later" : "earlier"
        return message = "no \(side) event matches “\(search.names.text)”"
      }
      message = searchRemark
    }
  }
}
