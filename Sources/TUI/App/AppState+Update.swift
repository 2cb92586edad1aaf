extension AppState {
  /// Reacts to a key; with the mouse, the only place where input changes the state.
  mutating func handle(_ key: Key) -> Effect? {
    message = nil
    if keymap.action(for: key) != .quit { live?.asksToQuit = false }
    if prompt != nil { return type(key) }
    if case .character(let scalar) = key, let digit = digitValue(scalar), digit > 0 || count != nil
    {
      take(digit: digit)
      return nil
    }
    guard let action = keymap.action(for: key) else {
      (count, panesBeforeCount) = (nil, nil)
      let help = keymap.label(of: .help).map { "; \($0) shows the keys" } ?? ""
      message = "\(key.label) does nothing\(help)"
      return nil
    }
    let times = takeCount(for: action)
    return perform(action, times: times)
  }

  /// Reacts to text that was pasted: only a text field takes it.
  mutating func handle(paste text: String) { prompt?.insert(text) }

  private func digitValue(_ scalar: Unicode.Scalar) -> Int? {
    ("0"..."9").contains(scalar) ? Int(scalar.value - 48) : nil
  }

  /// A first digit goes to the pane of that number at once; it may yet turn out to begin a count.
  private mutating func take(digit: Int) {
    helpLine = nil
    if let before = panesBeforeCount {
      restore(before)
    } else if count == nil, digit <= PaneID.events.rawValue, let pane = PaneID(rawValue: digit) {
      panesBeforeCount = PanesBeforeCount(focus: focus, inspections: inspections)
      focus(on: pane)
    }
    count = min((count ?? 0) * 10 + digit, 100_000_000)
  }

  /// The count that was typed before a key, after which the keys go to where they went before it.
  ///
  /// A single digit that names a pane counts for moves in time alone: 4 and an arrow chooses in pane 4.
  private mutating func takeCount(for action: Action) -> Int {
    defer { (count, panesBeforeCount) = (nil, nil) }
    guard let count, action != .close else { return 1 }
    let namesPane = count <= PaneID.events.rawValue
    if namesPane, !action.isMove { return 1 }
    if let before = panesBeforeCount, namesPane { restore(before) }
    return count
  }

  private mutating func restore(_ before: PanesBeforeCount) {
    inspections = before.inspections
    focus(on: before.focus)
  }

  mutating func perform(_ action: Action, times: Int) -> Effect? {
    // What a key of the help does is seen at once.
    if !action.leavesHelpOpen { helpLine = nil }
    switch action {
    case .stepForward, .stepBack, .nextSwitch, .previousSwitch, .nextCompletion,
      .previousCompletion, .nextIdle, .previousIdle, .firstEvent, .lastEvent, .runToBreakpoint,
      .runBackToBreakpoint, .nextMatch, .previousMatch, .nextDifference, .previousDifference:
      move(action, times: times)
    case .runOrPause, .slower, .faster, .halfSpeed, .doubleSpeed, .realTime: play(action)
    case .goTo, .search, .breakpoints: openPrompt(action)
    case .panLeft, .panRight, .zoomIn, .zoomOut, .fitAll, .follow: look(action, times: times)
    case .nextPane, .previousPane, .up, .down, .pageUp, .pageDown, .inspect, .close, .warnings:
      choose(action, times: times)
    case .help: helpLine = helpLine == nil ? 0 : nil
    case .compare: toggleComparison()
    case .whatIf: openWhatIf()
    case .nextTab: changeTab(by: times)
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
    message = themes.count > 1 ? "theme \(theme.name)" : "there is no other theme"
  }

  private mutating func toggleMouse() -> Effect {
    usesMouse.toggle()
    message =
      usesMouse
      ? "the mouse clicks and scrolls here" : "the mouse is the terminal's: it selects text"
    return .setMouse(usesMouse)
  }
}
