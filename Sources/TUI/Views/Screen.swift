/// The whole screen.
enum Screen {
  /// Draws a state; a function of nothing else.
  static func draw(_ state: AppState, theme: Theme) -> Canvas {
    var canvas = Canvas(state.size, filledWith: theme.blank)
    let frame = Frame(state, theme: theme)
    guard frame.layout.isUsable else {
      drawTooSmall(frame, &canvas)
      return canvas
    }
    let views: [(Rect, (Frame, Rect, inout Canvas) -> Void)] = [
      (frame.layout.header, HeaderView.draw), (frame.layout.lanes, LanesView.draw),
      (frame.layout.queue, QueueView.draw), (frame.layout.latency, LatencyView.draw),
      (frame.layout.switches, SwitchesView.draw), (frame.layout.events, EventsView.draw),
      (frame.layout.digest, DigestView.draw), (frame.layout.footer, FooterView.draw),
    ]
    for (rect, draw) in views where !rect.isEmpty {
      canvas.clipped(to: rect) { draw(frame, rect, &$0) }
    }
    if state.isHelpOpen { HelpView.draw(frame, canvas.bounds, &canvas) }
    return canvas
  }

  private static func drawTooSmall(_ frame: Frame, _ canvas: inout Canvas) {
    let (size, needed) = (frame.state.size, Layout.smallest)
    let lines = [
      "\(size.width)×\(size.height) is too small", "\(needed.width)×\(needed.height) is needed",
      "q quits",
    ]
    for (row, line) in lines.enumerated() {
      canvas.write(line, x: 0, y: row, style: frame.theme.plain)
    }
  }
}
