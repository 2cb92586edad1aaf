import Engine
import History

extension AppState {
  /// Reacts to a key.
  mutating func handle(_ key: Key) -> Effect? {
    message = nil
    if case .asking(.endLiveRun) = mode {
      mode = .browsing
      if keymap.action(for: key) == .quit { return .quit }
    }
    if case .typing(let prompt) = mode { return type(key, into: prompt) }
    if case .character(let scalar) = key, let digit = digitValue(scalar), digit > 0 || count != nil
    {
      take(digit: digit)
      return nil
    }
    guard let action = keymap.action(for: key) else {
      count = nil
      message = remark("\(key.label) does nothing", .help, "shows the keys")
      return nil
    }
    let times = takeCount(for: action)
    return perform(action, times: times)
  }

  /// Reacts to text that was pasted: only a text field takes it.
  mutating func handle(paste text: String) {
    guard case .typing(var prompt) = mode else { return }
    prompt.insert(text)
    mode = .typing(prompt)
  }

  private func digitValue(_ scalar: Unicode.Scalar) -> Int? {
    ("0"..."9").contains(scalar) ? Int(scalar.value - 48) : nil
  }

  mutating func perform(_ action: Action, times: Int) -> Effect? {
    // The effect of a key that the help names is seen at once.
    if case .helping = mode, !action.leavesHelpOpen { mode = .browsing }
    switch action {
    case .stepForward, .stepBack, .nextSwitch, .previousSwitch, .nextCompletion,
      .previousCompletion, .nextIdle, .previousIdle, .firstEvent, .lastEvent, .runToBreakpoint,
      .runBackToBreakpoint, .nextMatch, .previousMatch, .nextDifference, .previousDifference:
      guard action.isJump else { return move(action, times: times) }
      return jump(by: action) { $0.move(action, times: times) }
    case .mostSwitching: return goToMostSwitching()
    case .jumpBack, .jumpForward: walkJumps(action, times: times)
    case .places: open(.places)
    case .runOrPause, .slower, .faster, .halfSpeed, .doubleSpeed, .realTime: play(action)
    case .goTo, .search, .breakpoints, .compare, .whatIf, .filter: return openPrompt(action)
    case .order: changeOrder(by: times)
    case .copyLine, .copyPane: return copy(action)
    case .panLeft, .panRight, .zoomIn, .zoomOut, .fitAll, .follow: look(action, times: times)
    case .tracks, .preview, .maximise, .shrink, .grow: arrange(action, times: times)
    case .nextPane, .previousPane, .up, .down, .pageUp, .pageDown, .inspect, .warnings,
      .models:
      choose(action, times: times)
    case .close: return close()
    case .help: if case .helping = mode { mode = .browsing } else { mode = .helping(firstLine: 0) }
    case .nextTab: changeRun(by: times)
    case .closeTab: closeChosen()
    case .wallClock: toggleWallClock()
    case .theme: changeTheme(by: times)
    case .mouse: return toggleMouse()
    case .picture: return .savePicture
    case .redraw: return .redraw
    case .suspend: return .suspend
    case .quit: return askToQuit()
    }
    return nil
  }

  private mutating func changeTheme(by steps: Int) {
    themeIndex = (themeIndex + steps) % themes.count
    message = themes.count > 1 ? "theme \(theme.name)" : "no other theme"
  }

  private mutating func toggleWallClock() {
    guard run.moment.wallClockStart != nil else {
      return message = "no times of day: requests arrive at their timestamps in online mode alone"
    }
    showsWallClock.toggle()
    message = showsWallClock ? "times of day, in UTC" : "times since the start"
  }

  private mutating func toggleMouse() -> Effect {
    usesMouse.toggle()
    message =
      usesMouse
      ? "mouse on: clicks choose, the wheel scrolls" : "mouse off: the terminal selects text"
    return .setMouse(usesMouse)
  }

  /// Quits, unless a live run is going on: then once more is needed.
  private mutating func askToQuit() -> Effect? {
    guard runs.contains(where: { $0.live?.isOver == false }) else { return .quit }
    mode = .asking(.endLiveRun)
    let key = keymap.label(of: .quit) ?? "Ctrl-C"
    message = "\(key) again ends the run and quits; any other key cancels"
    return nil
  }
}

// MARK: - Counts

extension AppState {
  /// Takes a first digit to the pane of that number at once; it may yet turn out to begin a count.
  private mutating func take(digit: Int) {
    if case .helping = mode { mode = .browsing }
    var panesBefore: TypedCount.Panes?
    if let before = count?.panesBefore {
      restore(before)
    } else if count == nil, let pane = PaneID(number: digit) {
      panesBefore = TypedCount.Panes(pane: self.pane, inspector: run.inspector)
      focus(on: pane)
    }
    let number = min((count?.number ?? 0) * 10 + digit, Self.largestCount)
    count = TypedCount(number: number, panesBefore: count?.panesBefore ?? panesBefore)
  }

  private static let largestCount = 100_000_000

  /// The count that was typed before a key, after which the keys go to where they went before it.
  ///
  /// A single digit that names a pane counts for moves in time alone: 4 and an arrow chooses in pane 4.
  private mutating func takeCount(for action: Action) -> Int {
    defer { count = nil }
    guard let count, action != .close else { return 1 }
    let namesPane = count.number <= PaneID.numbered.count
    if namesPane, !action.isMove { return 1 }
    if let before = count.panesBefore, namesPane { restore(before) }
    return count.number
  }

  private mutating func restore(_ panes: TypedCount.Panes) {
    run.inspector = panes.inspector
    pane = panes.pane
    focus(on: panes.inspector?.hasKeys == true ? .inspector : panes.pane)
  }
}
