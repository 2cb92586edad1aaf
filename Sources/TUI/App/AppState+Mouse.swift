import Engine
import History

// MARK: - The mouse

extension AppState {
  /// Reacts to the mouse: the wheel scrolls, over the lanes it zooms; a click chooses, and inspects what
  /// is chosen already.
  mutating func handle(_ mouse: Mouse) -> Effect? {
    (message, count, panesBeforeCount) = (nil, nil, nil)
    guard prompt == nil else { return nil }
    let layout = layout
    guard layout.isUsable, let pane = layout.pane(x: mouse.x, y: mouse.y) else { return nil }
    switch mouse.action {
    case .wheelUp: scroll(pane, by: -1, mouse)
    case .wheelDown: scroll(pane, by: 1, mouse)
    case .press(.left): click(pane, layout[pane].inset(by: 1), mouse)
    case .press, .release: break
    }
    return nil
  }

  private static let wheelLines = 3

  private mutating func scroll(_ pane: PaneID, by direction: Int, _ mouse: Mouse) {
    if helpLine != nil { return choose(direction < 0 ? .up : .down, times: Self.wheelLines) }
    guard pane != .gpus || mouse.shift || !isOnAxis(mouse) else {
      return changeZoom(by: direction, about: time(at: mouse))
    }
    focus(on: pane)
    choose(direction < 0 ? .up : .down, times: Self.wheelLines)
  }

  private mutating func click(_ pane: PaneID, _ inside: Rect, _ mouse: Mouse) {
    guard helpLine == nil else { return helpLine = nil }
    let wasFocused = focus == pane
    focus(on: pane)
    guard inside.contains(x: mouse.x, y: mouse.y) else { return }
    let row = mouse.y - inside.y
    let before = choices
    switch pane {
    case .gpus: return clickLane(row: row, mouse)
    case .latency: return
    case .switches:
      guard let line = SwitchesView.ledgerLine(at: row, Frame(self), inside) else { return }
      choices.switch = line
    case .queue:
      choices.queueEntry = min(
        QueueView.firstEntry(self, inside) + row, max(moment.queueLength - 1, 0))
    case .events:
      guard let line = EventsView.line(at: row, self, inside) else { return }
      choices.event = line
    case .inspector: return clickInspector(row: row, inside)
    }
    if wasFocused, choices == before { _ = perform(.inspect, times: 1) }
  }

  private mutating func clickInspector(row: Int, _ inside: Rect) {
    guard let last = inspections.indices.last else { return }
    let page = InspectorPage(self)
    guard let link = page.linkIndex(atRow: row + page.firstRow(height: inside.height)) else {
      return
    }
    let wasChosen = inspections[last].link == link
    inspections[last].link = link
    if wasChosen { _ = perform(.inspect, times: 1) }
  }

  /// A click on the ruler goes to its time, on a bar to what runs there.
  private mutating func clickLane(row: Int, _ mouse: Mouse) {
    guard row > 0 else {
      if isOnAxis(mouse) { seek(toTime: min(max(time(at: mouse), 0), endTime)) }
      return
    }
    let layout = layout
    let gpu = min(firstGPU, layout.lastFirstGPU) + (row - 1) / layout.pitch
    guard gpu < history.options.gpuCount, (row - 1) / layout.pitch < layout.visibleLanes else {
      return
    }
    let wasChosen = choices.gpu == gpu
    choices.gpu = gpu
    guard wasChosen else { return }
    let width = axis.secondsPerCell
    let there = time(at: mouse)
    let found =
      isOnAxis(mouse) ? moment.executions(on: gpu, from: there, to: there + width).last : nil
    open(found.map { .dispatch(Int($0)) } ?? .gpu(gpu))
  }

  private func isOnAxis(_ mouse: Mouse) -> Bool {
    let start = layout[.gpus].x + 1 + layout.labelWidth
    return mouse.x >= start && mouse.x < start + axis.width
  }

  private func time(at mouse: Mouse) -> Double {
    let start = layout[.gpus].x + 1 + layout.labelWidth
    return axis.start + axis.secondsPerCell * Double(mouse.x - start)
  }
}

extension Layout {
  /// The pane at a place of the screen.
  func pane(x: Int, y: Int) -> PaneID? {
    PaneID.allCases.first { self[$0].contains(x: x, y: y) }
  }
}
