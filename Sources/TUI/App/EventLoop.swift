/// Reads keys and reports, lets time pass, draws: the only loop, and the only clock of the interface.
struct EventLoop {
  /// The shortest time between two frames while running, in milliseconds.
  private static let frameMilliseconds = 33
  /// The longest time that counts as one frame, in seconds.
  private static let longestFrame = 0.25

  let inbox: Inbox

  /// Runs until the user quits, the terminal goes away, or the run cannot be opened.
  ///
  /// - Returns: The last state.
  func run(_ start: AppState, in terminal: inout Terminal) -> AppState {
    var state = start
    var last = ContinuousClock.now
    guard takeStartCommands(&state, &terminal) else { return state }
    while true {
      let drawn = state.withKnownRuns { state in
        terminal.draw(Screen.draw(state), paper: state.theme.background)
        return state.growth == nil ? state : nil
      }
      if let fault = terminal.takeRecordingFault() {
        // Nobody would see it before the next key.
        state.message = fault
        continue
      }
      // Paused means blocked: no timer, no work.
      terminal.wait(milliseconds: state.playback.isRunning ? Self.frameMilliseconds : nil)
      let wasRunning = state.playback.isRunning
      guard state.withKnownRuns(receiveReports) else { return state }
      guard takeStartCommands(&state, &terminal) else { return state }
      let now = ContinuousClock.now
      // After a stop of the whole process the run goes on where it was.
      let passed = wasRunning ? min((now - last).inSeconds, Self.longestFrame) : nil
      last = now
      let goesOn = state.withKnownRuns { state in
        while let event = terminal.read() {
          guard handle(event, &state, drawn, &terminal) else { return false }
        }
        if let passed { state.advance(by: passed) }
        if let effect = state.takeUpkeep() { return apply(effect, &state, &terminal) }
        return true
      }
      guard goesOn else { return state }
    }
  }

  /// Does what is to be done before the screen is the user's; false ends the loop.
  private func takeStartCommands(_ state: inout AppState, _ terminal: inout Terminal) -> Bool {
    // A run that grows is waited for.
    while state.growth == nil, let effect = state.takeStartCommands() {
      guard apply(effect, &state, &terminal) else { return false }
    }
    return true
  }

  /// Takes over what background work has to tell; false ends the loop.
  private func receiveReports(_ state: inout AppState) -> Bool {
    for report in inbox.take() {
      if case .failed = report { return false }
      state.receive(report)
    }
    return true
  }

  /// Reacts to an event; false ends the loop.
  private func handle(
    _ event: InputEvent, _ state: inout AppState, _ drawn: AppState?, _ terminal: inout Terminal
  ) -> Bool {
    switch event {
    case .key(let key): return apply(state.handle(key), &state, &terminal)
    case .mouse(let mouse):
      let target = Screen.target(x: mouse.x, y: mouse.y, in: drawn ?? state)
      return apply(state.handle(mouse, on: target), &state, &terminal)
    case .paste(let text): state.handle(paste: text)
    case .resize(let size): state.viewport.size = size
    case .closed: return false
    }
    return true
  }

  private func apply(
    _ effect: Effect?, _ state: inout AppState, _ terminal: inout Terminal
  ) -> Bool {
    switch effect {
    case .quit: return false
    case .suspend: terminal.suspend()
    case .redraw: terminal.redraw()
    case .setMouse(let isOn): terminal.setMouse(isOn)
    case .savePicture: state.message = Picture.save(state)
    case .copy(let text): terminal.copy(text)
    case .save(let text, let path): state.message = SessionFile.save(text, to: path)
    case .start(let work): inbox.start(work)
    case .cancel(let id): inbox.cancel(id)
    case nil: break
    }
    return true
  }
}
