/// What happened, the newest at the bottom.
enum EventsView {
  static func draw(_ frame: Frame, _ rect: Rect, _ canvas: inout Canvas) {
    Pane.draw("Events", frame, rect, &canvas) { drawEvents(frame, $0, &$1) }
  }

  private static func drawEvents(_ frame: Frame, _ inside: Rect, _ canvas: inout Canvas) {
    let lines = EventStory.latest(inside.height, frame, width: inside.width)
    if lines.isEmpty {
      canvas.write(
        "nothing has happened; . steps to the first event", x: inside.x + 1, y: inside.y,
        style: frame.theme.style(.dim))
    }
    for (row, line) in lines.enumerated() {
      var x = inside.x + 1
      x +=
        canvas.write(
          Format.clock(line.time), x: x, y: inside.y + row, style: frame.theme.style(.dim)) + 1
      x += canvas.write(line.sign, x: x, y: inside.y + row, style: line.style) + 1
      canvas.write(line.text, x: x, y: inside.y + row, style: frame.theme.plain)
    }
  }
}
