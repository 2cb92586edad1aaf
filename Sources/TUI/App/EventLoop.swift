/// Reads keys, lets time pass, draws: the only loop, and the only clock of the interface.
struct EventLoop {
  /// The shortest time between two frames while running, in milliseconds.
  private static let frameMilliseconds = 33
  /// The longest time that counts as one frame, in seconds.
  private static let longestFrame = 0.25

  /// How often a run that goes on is looked at, in milliseconds; and the share of the time that may take.
  private static let liveMilliseconds = 100
  private static let lookingShare = 10

  /// A run that goes on while the screen is open.
  var feed: LiveFeed?

  func run(_ start: AppState, in terminal: inout Terminal) {
    var state = start
    var last = ContinuousClock.now
    while true {
      let pause = look(&state)
      terminal.draw(Screen.draw(state), paper: state.theme.background)
      // Paused means blocked: no timer, no work.
      terminal.wait(milliseconds: state.playback.isRunning ? Self.frameMilliseconds : pause)
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

  /// Takes a look at a run that goes on; returns after how many milliseconds to look again.
  private func look(_ state: inout AppState) -> Int? {
    guard let feed, state.live?.isOver == false else { return nil }
    let start = ContinuousClock.now
    state.update(feed.look())
    // A long run takes long to look at: then less often.
    let cost = (ContinuousClock.now - start).inSeconds * 1000
    return state.live?.isOver == true
      ? nil : max(Self.liveMilliseconds, Int(cost) * Self.lookingShare)
  }

  /// Reacts to an event; false ends the loop.
  private func handle(
    _ event: InputEvent, _ state: inout AppState, _ terminal: inout Terminal
  ) -> Bool {
    switch event {
    case .key(let key): return obey(state.handle(key), &state, &terminal)
    case .mouse(let mouse): return obey(state.handle(mouse), &state, &terminal)
    case .paste(let text): state.handle(paste: text)
    case .resize(let size): state.size = size
    case .closed: return false
    }
    return true
  }

  private func obey(
    _ effect: Effect?, _ state: inout AppState, _ terminal: inout Terminal
  ) -> Bool {
    switch effect {
    case .quit: return false
    case .suspend: terminal.suspend()
    case .redraw: terminal.redraw()
    case .setMouse(let isOn): terminal.setMouse(isOn)
    case .savePicture: state.message = Picture.save(state)
    case nil: break
    }
    return true
  }
}

extension Duration {
  fileprivate var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
