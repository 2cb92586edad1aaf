internal import Engine

/// Percentiles of the latency of completed requests at the cursor, and how they spread.
enum LatencyView {
  static let window = 100

  static func draw(_ frame: Frame, _ rect: Rect, _ canvas: inout Canvas) {
    let (moment, theme) = (frame.moment, frame.theme)
    let inside = Screen.pane("Latency", frame, rect, &canvas)
    guard let all = moment.latency() else {
      canvas.write(
        "no request is completed yet", x: inside.x + 1, y: inside.y, style: theme.style(.dim))
      return
    }
    let (_, body) = inside.splitLeft(1)
    let (heading, rest) = body.splitTop(1)
    let column = (body.width - 7) / 2
    let columns = [
      Rect(x: body.x + 6, y: heading.y, width: column, height: 1),
      Rect(x: body.x + 6 + column, y: heading.y, width: column, height: 1),
    ]
    canvas.writeRight("all \(Format.count(all.count))", in: columns[0], style: theme.style(.dim))
    canvas.writeRight("last \(window)", in: columns[1], style: theme.style(.dim))
    let recent = moment.latency(ofLast: window) ?? all
    let rows: [(String, KeyPath<Distribution, Double>)] = [
      ("p50", \.median), ("p90", \.p90), ("p95", \.p95), ("p99", \.p99), ("mean", \.mean),
      ("max", \.max),
    ]
    let tableHeight = min(rows.count, rest.height)
    for (row, (name, path)) in rows.prefix(tableHeight).enumerated() {
      let y = rest.y + row
      canvas.write(name, x: body.x, y: y, style: theme.style(.dim))
      for (distribution, column) in zip([all, recent], columns) {
        canvas.writeRight(
          Format.span(distribution[keyPath: path]),
          in: Rect(x: column.x, y: y, width: column.width, height: 1), style: theme.plain)
      }
    }
    let (_, below) = rest.splitTop(tableHeight)
    drawHistogram(frame, all, below, &canvas)
  }

  /// Draws how many requests fall into each of equal spans from the least to the largest latency.
  private static func drawHistogram(
    _ frame: Frame, _ all: Distribution, _ rect: Rect, _ canvas: inout Canvas
  ) {
    let width = rect.width - 2
    guard rect.height >= 3, width > 4, all.max > all.min else { return }
    let step = (all.max - all.min) / Double(width)
    let bounds = (1..<width).map { all.min + step * Double($0) }
    let below = frame.moment.latencyCounts(below: bounds) + [all.count]
    let counts = zip(below, [0] + below).map { $0 - $1 }
    let bars = Rect(x: rect.x, y: rect.y + 1, width: width, height: rect.height - 2)
    Sparkline.draw(counts, bars, style: frame.theme.style(.good), &canvas)
    let axis = Rect(x: rect.x, y: rect.endY - 1, width: width, height: 1)
    canvas.write(Format.span(all.min), x: axis.x, y: axis.y, style: frame.theme.style(.dim))
    canvas.writeRight(Format.span(all.max), in: axis, style: frame.theme.style(.dim))
  }
}

/// Columns of eighth blocks.
enum Sparkline {
  private static let blocks: [Unicode.Scalar] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// Draws one column for each count; the largest one reaches the top, and none that is not 0 vanishes.
  static func draw(_ counts: [Int], _ rect: Rect, style: Style, _ canvas: inout Canvas) {
    let largest = max(counts.max() ?? 0, 1)
    for (column, count) in counts.enumerated() where count > 0 {
      let eighths = max(1, count * rect.height * 8 / largest)
      for row in 0..<(eighths + 7) / 8 {
        let block = blocks[min(eighths - row * 8, 8) - 1]
        canvas.put(block, x: rect.x + column, y: rect.endY - 1 - row, style: style)
      }
    }
  }
}
