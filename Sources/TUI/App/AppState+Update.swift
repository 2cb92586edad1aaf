internal import Engine

extension AppState {
  /// Reacts to a key; the only place where keys change the state.
  mutating func handle(_ key: Key) -> Effect? {
    message = nil
    if case .character(let digit) = key, let value = digitValue(digit), value > 0 || count != nil {
      count = min((count ?? 0) * 10 + value, 100_000_000)
      return nil
    }
    defer { count = nil }
    guard let action = keymap.action(for: key) else {
      message = "\(key.label) does nothing; ? shows the keys"
      return nil
    }
    return perform(action, times: count ?? 1)
  }

  private func digitValue(_ scalar: Unicode.Scalar) -> Int? {
    ("0"..."9").contains(scalar) ? Int(scalar.value - 48) : nil
  }

  private mutating func perform(_ action: Action, times: Int) -> Effect? {
    switch action {
    case .stepForward, .stepBack, .nextSwitch, .previousSwitch, .nextCompletion,
      .previousCompletion, .firstEvent, .lastEvent:
      move(action, times: times)
    case .runOrPause, .slower, .faster, .realTime: play(action)
    case .panLeft, .panRight, .zoomIn, .zoomOut, .fitAll, .follow, .lanesUp, .lanesDown:
      look(action, times: times)
    case .help: isHelpOpen.toggle()
    case .close: isHelpOpen = false
    case .redraw: return .redraw
    case .suspend: return .suspend
    case .quit: return .quit
    }
    return nil
  }

  // MARK: - Moving the cursor

  private mutating func move(_ action: Action, times: Int) {
    playback.isRunning = false
    let history = history
    switch action {
    case .stepForward: step(by: times)
    case .stepBack: step(by: -times)
    case .firstEvent: seek(toEvent: 0)
    case .lastEvent: seek(toEvent: lastEventCount)
    case .nextSwitch, .previousSwitch:
      jump(among: history.switchCount, forward: action == .nextSwitch, times, "switch") {
        history.event(ofSwitch: $0)
      }
    default:
      jump(
        among: history.completed.count, forward: action == .nextCompletion, times,
        "completed request"
      ) { history.completed[$0].event }
    }
  }

  private mutating func step(by steps: Int) {
    let target = eventCount + steps
    if target > lastEventCount { message = "that was the last event" }
    if target < 0 { message = "before the first event there is nothing" }
    seek(toEvent: target)
  }

  /// Goes to just after the next, or the previous, of some events that are in order.
  private mutating func jump(
    among total: Int, forward: Bool, _ times: Int, _ name: String, event: (Int) -> Int
  ) {
    // The cursor stands after an event; the one it stands after is neither next nor previous.
    let last = eventCount - 1
    var (low, high) = (0, total)
    while low < high {
      let middle = (low + high) / 2
      if event(middle) > last || (!forward && event(middle) == last) {
        high = middle
      } else {
        low = middle + 1
      }
    }
    let target = forward ? low + times - 1 : low - times
    guard (0..<total).contains(target) else {
      message = forward ? "no further \(name)" : "no earlier \(name)"
      return
    }
    seek(toEvent: event(target) + 1)
  }

  // MARK: - Running

  private mutating func play(_ action: Action) {
    switch action {
    case .slower: playback.change(by: -1)
    case .faster: playback.change(by: 1)
    case .realTime: playback.exponent = 0
    default:
      guard eventCount < lastEventCount else {
        message = "the end of the run; g goes to its start"
        return
      }
      playback.isRunning.toggle()
    }
  }

  // MARK: - Looking around

  private mutating func look(_ action: Action, times: Int) {
    switch action {
    case .panLeft: pan(by: -times)
    case .panRight: pan(by: times)
    case .zoomIn: changeZoom(by: -times)
    case .zoomOut: changeZoom(by: times)
    case .fitAll: (zoom, panStart) = (.fit, nil)
    case .follow: panStart = nil
    case .lanesUp: firstGPU = max(0, firstGPU - times)
    default: firstGPU = min(firstGPU + times, layout.lastFirstGPU)
    }
  }

  private mutating func pan(by steps: Int) {
    guard zoom != .fit else {
      message = "all is in sight; + zooms in"
      return
    }
    let axis = axis
    let step = axis.secondsPerCell * Double(max(axis.width / 8, 1))
    let origin = min(0, history.trace.events.first?.time ?? 0)
    let farthest = max(origin, history.endTime - axis.secondsPerCell)
    panStart = min(max(axis.start + Double(steps) * step, origin), farthest)
  }

  /// Changes the time that a cell shows; what is at the cursor, or in the middle, stays in place.
  private mutating func changeZoom(by steps: Int) {
    let old = axis
    switch zoom {
    case .step(let step):
      zoom = .step(min(max(step + steps, Zoom.steps.lowerBound), Zoom.steps.upperBound))
    case .fit:
      guard steps < 0 else {
        message = "all is in sight"
        return
      }
      let whole = old.secondsPerCell * Double(old.width)
      guard case .step(let step) = Zoom(fitting: whole, in: old.width) else { return }
      zoom = .step(max(step + steps, Zoom.steps.lowerBound))
    }
    guard panStart != nil, let secondsPerCell = zoom.secondsPerCell else { return }
    let isNowVisible = time >= old.start && time < old.end
    let fixed = isNowVisible ? time : (old.start + old.end) / 2
    let cells = (fixed - old.start) / old.secondsPerCell
    panStart = max(min(0, history.moment(after: 0).time), fixed - cells * secondsPerCell)
  }
}
