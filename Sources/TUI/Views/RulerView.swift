/// The times above the lanes, at round distances.
enum RulerView {
  /// The distances to choose from, in seconds; beyond them, multiples of a day.
  private static let steps: [Double] = [
    0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200,
    14_400, 21_600, 43_200, 86_400,
  ]
  private static let room = 13

  static func draw(_ frame: Frame, _ axis: TimeAxis, _ rect: Rect, _ canvas: inout Canvas) {
    drawTicks(frame, axis, rect, &canvas)
    for mark in frame.run.marks {
      let column = axis.column(of: mark.cursor.time)
      guard (0..<axis.width).contains(column) else { continue }
      canvas.write(
        "▾\(mark.name)", x: rect.x + column, y: rect.y, style: frame.theme.style(.key, .bold))
    }
  }

  private static func drawTicks(
    _ frame: Frame, _ axis: TimeAxis, _ rect: Rect, _ canvas: inout Canvas
  ) {
    let step = distance(for: axis)
    let first = (axis.start / step).rounded(.up)
    let decimals = step < 1 ? 2 : 0
    // Counted, not added up: beside a large time a small step would change nothing.
    for number in 0..<axis.width {
      let tick = (first + Double(number)) * step
      guard tick < axis.end else { return }
      let x = rect.x + axis.column(of: tick + axis.secondsPerCell * 1e-6)
      let label = frame.scene.clock(tick, decimals: decimals)
      guard x + label.count + 1 <= rect.endX else { continue }
      canvas.put("╷", x: x, y: rect.y, style: frame.theme.style(.ruler))
      canvas.write(label, x: x + 1, y: rect.y, style: frame.theme.style(.ruler))
    }
  }

  /// The smallest round distance at which labels do not touch.
  static func distance(for axis: TimeAxis) -> Double {
    let needed = axis.secondsPerCell * Double(room)
    if let step = steps.first(where: { $0 >= needed }) { return step }
    return (needed / 86_400).rounded(.up) * 86_400
  }
}
