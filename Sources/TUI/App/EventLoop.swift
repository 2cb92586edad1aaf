/// Reads keys, lets time pass, draws: the only loop, and the only clock of the interface.
struct EventLoop {
  /// The shortest time between two frames while running, in milliseconds.
  private static let frameMilliseconds = 33
  /// The longest time that counts as one frame, in seconds.
  private static let longestFrame = 0.25

  let theme: Theme

  func run(_ start: AppState, in terminal: inout Terminal) {
    var state = start
    var last = ContinuousClock.now
    while true {
      terminal.draw(Screen.draw(state, theme: theme), paper: theme.background)
      // Paused means blocked: no timer, no work.
      terminal.wait(milliseconds: state.playback.isRunning ? Self.frameMilliseconds : nil)
      let wasRunning = state.playback.isRunning
      while let event = terminal.read() {
        guard handle(event, &state, &terminal) else { return }
      }
      let now = ContinuousClock.now
      // After a stop of the whole process the run goes on where it was.
      if wasRunning { state.advance(by: min((now - last).inSeconds, Self.longestFrame)) }
      last = now
    }
  }

  /// Reacts to an event; false ends the loop.
  private func handle(
    _ event: InputEvent, _ state: inout AppState, _ terminal: inout Terminal
  ) -> Bool {
    switch event {
    case .key(let key):
      switch state.handle(key) {
      case .quit: return false
      case .suspend: terminal.suspend()
      case .redraw: terminal.redraw()
      case nil: break
      }
    case .resize(let size): state.size = size
    case .closed: return false
    case .mouse, .paste: break
    }
    return true
  }
}

extension Duration {
  fileprivate var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
