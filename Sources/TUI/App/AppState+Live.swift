import Engine
import History

/// What the screen knows of a run that goes on while it is looked at.
struct LiveStatus: Sendable {
  var time: Double
  var phase: String
  var isOver = false
  /// Whether the cursor stays at the present; else it stays in the past.
  var isFollowing = true
  /// Whether the user has asked to quit once.
  var asksToQuit = false
}

extension AppState {
  /// When the run ends as far as it has come, in seconds.
  var endTime: Double {
    max(history.endTime, live?.time ?? 0, comparison?.history.endTime ?? 0)
  }

  /// Takes over what has happened since the last look.
  mutating func update(_ look: LiveFeed.Look) {
    guard live != nil else { return }
    replaceHistory(look.history)
    live?.time = look.time
    live?.phase = look.phase
    live?.isOver = look.isOver
    warnings = openingWarnings + look.warnings
    guard live?.isFollowing == true else { return }
    seek(toTime: max(look.time, look.history.endTime))
  }

  /// Follows the present, or stays where the cursor is; the run goes on either way.
  mutating func toggleFollowingLive() {
    live?.isFollowing.toggle()
    guard let live else { return }
    if live.isFollowing {
      seek(toTime: endTime)
      panStart = nil
    } else {
      message = "the run goes on; \(keymap.label(of: .runOrPause) ?? "End") comes back to it"
    }
  }

  /// Quits, unless a run is going on: then once more is needed.
  mutating func askToQuit() -> Effect? {
    guard let live, !live.isOver, !live.asksToQuit else { return .quit }
    self.live?.asksToQuit = true
    let key = keymap.label(of: .quit) ?? "Ctrl-C"
    message = "\(key) again stops the run and quits; any other key goes on"
    return nil
  }
}
