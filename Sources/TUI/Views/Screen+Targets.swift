import Engine
import History

/// The targets of the mouse on a drawn screen.
extension Screen {
  /// The target at a place of the screen that a state is drawn as; nil where nothing is to be hit.
  static func target(x: Int, y: Int, in state: AppState) -> ScreenTarget? {
    let frame = Frame(state)
    let layout = frame.layout
    guard layout.isUsable, let pane = layout.pane(x: x, y: y) else { return nil }
    let inside = layout[pane].inset(by: 1)
    if pane == .gpus { return laneTarget(x: x, row: y - inside.y, inside, frame) }
    guard inside.contains(x: x, y: y),
      let choice = choice(at: y - inside.y, of: pane, inside, frame)
    else { return .pane(pane) }
    return .line(pane, choice)
  }

  private static func laneTarget(
    x: Int, row: Int, _ inside: Rect, _ frame: Frame
  ) -> ScreenTarget {
    let (layout, axis) = (frame.layout, frame.state.axis)
    let column = x - layout.axisX
    let time: Double? =
      (0..<axis.width).contains(column) ? axis.start + axis.secondsPerCell * Double(column) : nil
    guard (0..<inside.height).contains(row), inside.contains(x: x, y: inside.y + row) else {
      return .lanes(time: time)
    }
    if row == 0 { return time.map { .ruler(time: $0) } ?? .lanes(time: nil) }
    let rows = layout.lanes
    let laneRow = row - rows.headRows
    guard (0..<rows.laneRows).contains(laneRow) else { return .lanes(time: time) }
    // Of two lanes in a row, the label on the left and the upper bar are the first one's.
    let isSecond = column < 0 && x >= layout.axisX - 1 - (layout.labelWidth - 1) / 2
    let lane = rows.isHalved ? 2 * laneRow + (isSecond ? 1 : 0) : laneRow / rows.pitch
    let gpu = rows.firstGPU(wanted: frame.run.firstGPU) + lane
    guard lane < rows.visibleLanes, gpu < rows.gpuCount else { return .lanes(time: time) }
    return .lane(gpu: gpu, time: time)
  }

  private static func choice(
    at row: Int, of pane: PaneID, _ inside: Rect, _ frame: Frame
  ) -> Int? {
    switch pane {
    case .gpus, .latency: return nil
    case .switches: return SwitchesView.ledgerLine(at: row, frame, inside)
    case .queue:
      let entry = QueueView.firstEntry(frame, inside) + row
      return entry < frame.queueLines.count ? entry : nil
    case .events: return EventsView.line(at: row, frame, inside)
    case .inspector:
      let page = frame.state.inspectorPage
      return page.linkIndex(atRow: row + page.firstRow(height: inside.height))
    }
  }
}
