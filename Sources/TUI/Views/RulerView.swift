import History

/// The times above the lanes, at round distances.
enum RulerView {
  /// The distances to choose from, in seconds; beyond them, multiples of a day.
  private static let steps: [Double] = [
    0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200,
    14_400, 21_600, 43_200, 86_400,
  ]
  private static let room = 13

  /// A text at a column.
  private struct Label {
    let column: Int
    let text: String
    let style: Style
    var columns: Range<Int> { column..<column + displayWidth(of: text) }
  }

  static func draw(_ frame: Frame, _ axis: TimeAxis, _ rect: Rect, _ canvas: inout Canvas) {
    let theme = frame.theme
    var labels = marks(frame, axis)
    if let now = nowLabel(frame, axis) { labels.append(now) }
    let ticks = ticks(frame, axis)
    for label in ticks {
      canvas.put("╷", x: rect.x + label.column, y: rect.y, style: theme.style(.ruler))
    }
    // A time that a mark would cut is left out whole.
    let whole = ticks.filter { tick in !labels.contains { $0.columns.overlaps(tick.columns) } }
    for label in whole + labels {
      canvas.write(label.text, x: rect.x + label.column, y: rect.y, style: label.style)
    }
    let column = axis.column(of: frame.moment.time)
    guard (0..<axis.width).contains(column), canvas[rect.x + column, rect.y].scalar == " " else {
      return
    }
    canvas.put("│", x: rect.x + column, y: rect.y, style: theme.style(.now))
  }

  private static func marks(_ frame: Frame, _ axis: TimeAxis) -> [Label] {
    frame.run.marks.compactMap { mark in
      let column = axis.column(of: mark.cursor.time)
      guard (0..<axis.width).contains(column) else { return nil }
      return Label(column: column, text: "▾\(mark.name)", style: frame.theme.style(.key, .bold))
    }
  }

  /// The direction of now where that is out of sight.
  private static func nowLabel(_ frame: Frame, _ axis: TimeAxis) -> Label? {
    let (time, style) = (frame.moment.time, frame.theme.style(.now))
    if axis.column(of: time) < 0 { return Label(column: 0, text: "◀ now ", style: style) }
    // At the very end of a fitted run, now is the right edge itself.
    guard axis.column(of: time) >= axis.width, time > axis.end * (1 + 1e-9) else { return nil }
    return Label(column: axis.width - 6, text: " now ▶", style: style)
  }

  private static func ticks(_ frame: Frame, _ axis: TimeAxis) -> [Label] {
    let step = distance(for: axis)
    let first = (axis.start / step).rounded(.up)
    let decimals = step < 1 ? 2 : 0
    var ticks: [Label] = []
    // Counted, not added up: beside a large time a small step would change nothing.
    for number in 0..<axis.width {
      let time = (first + Double(number)) * step
      guard time < axis.end else { break }
      let text = "╷" + frame.scene.clock(time, decimals: decimals)
      let column = axis.column(of: time + axis.secondsPerCell * 1e-6)
      guard column + text.count <= axis.width else { continue }
      ticks.append(Label(column: column, text: text, style: frame.theme.style(.ruler)))
    }
    return ticks
  }

  /// The smallest round distance at which labels do not touch.
  static func distance(for axis: TimeAxis) -> Double {
    let needed = axis.secondsPerCell * Double(room)
    if let step = steps.first(where: { $0 >= needed }) { return step }
    return (needed / 86_400).rounded(.up) * 86_400
  }
}
