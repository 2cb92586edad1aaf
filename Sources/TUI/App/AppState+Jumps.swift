import History

// MARK: - The jump list

extension AppState {
  /// Does something that may move the cursor, and keeps the place that it leaves.
  mutating func jump<Result, Failure: Error>(
    by action: Action, _ body: (inout AppState) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let (id, start) = (run.id, run.cursor)
    let result = try body(&self)
    if run.id == id, run.cursor != start {
      run.jumps.note(action, from: start, to: run.cursor)
    }
    return result
  }

  /// Goes back to the places that jumps have left, or forward again.
  mutating func walkJumps(_ action: Action, times: Int) {
    playback.isRunning = false
    run.live?.isFollowing = false
    var found: JumpList.Departure?
    for _ in 0..<min(times, Self.longestRepeat) {
      let next =
        action == .jumpBack ? run.jumps.back(from: run.cursor) : run.jumps.forward()
      guard let next else { break }
      found = next
    }
    guard let found else {
      return message = action == .jumpBack ? "no earlier place" : "no later place"
    }
    run.seek(to: found.cursor)
    showCursor()
    message = "back at \(Format.clock(found.cursor.time))"
    if action == .jumpForward { message = "forward to \(Format.clock(found.cursor.time))" }
  }

  /// Brings the cursor into sight.
  mutating func showCursor() {
    if !(axis.start..<axis.end).contains(run.time) { viewport.panStart = nil }
  }
}
