/// The whole screen.
enum Screen {
  /// Draws a state; a function of nothing else.
  static func draw(_ state: AppState) -> Canvas {
    var canvas = Canvas(state.viewport.size, filledWith: state.theme.blank)
    let frame = Frame(state)
    guard frame.layout.isUsable else {
      drawTooSmall(frame, &canvas)
      return canvas
    }
    let layout = frame.layout
    let views: [(Rect, (Frame, Rect, inout Canvas) -> Void)] = [
      (layout.header, HeaderView.draw), (layout[.gpus], LanesView.draw),
      (layout[.queue], QueueView.draw), (layout[.latency], LatencyView.draw),
      (layout[.switches], SwitchesView.draw), (layout[.events], EventsView.draw),
      (layout[.inspector], InspectorView.draw), (layout.digest, DigestView.draw),
      (layout.footer, FooterView.draw),
    ]
    for (rect, draw) in views where !rect.isEmpty {
      canvas.clipped(to: rect) { draw(frame, rect, &$0) }
    }
    canvas.clipped(to: layout[.gpus]) { LegendView.draw(frame, layout[.gpus], &$0) }
    if let compared = frame.compared, !layout.comparedLanes.isEmpty {
      canvas.clipped(to: layout.comparedLanes) {
        LanesView.draw(compared, name: state.run.second?.name, layout.comparedLanes, &$0)
      }
    }
    SearchMarks.draw(frame, &canvas)
    CandidatesView.draw(frame, canvas.bounds, &canvas)
    if case .helping(let line) = state.mode {
      HelpView.draw(frame, firstLine: line, canvas.bounds, &canvas)
    }
    return canvas
  }

  private static func drawTooSmall(_ frame: Frame, _ canvas: inout Canvas) {
    let (size, needed) = (frame.state.viewport.size, Layout.smallest)
    let lines = [
      "\(size.width)×\(size.height) is too small", "\(needed.width)×\(needed.height) is needed",
      "\(frame.state.keymap.label(of: .quit) ?? "Ctrl-C") quits",
    ]
    for (row, line) in lines.enumerated() {
      canvas.write(line, x: 0, y: row, style: frame.theme.plain)
    }
  }
}
