import Engine
import History

/// Percentiles of the latency of completed requests at the cursor, and their distribution.
enum LatencyView {
  static let window = 100

  static func draw(_ frame: Frame, _ rect: Rect, _ canvas: inout Canvas) {
    Pane.draw(.latency, "Latency", frame, rect, &canvas) { drawNumbers(frame, $0, &$1) }
  }

  private static func drawNumbers(_ frame: Frame, _ inside: Rect, _ canvas: inout Canvas) {
    let (moment, theme) = (frame.moment, frame.theme)
    guard let all = moment.latency() else {
      canvas.write(
        "no request is completed yet", x: inside.x + 1, y: inside.y, style: theme.style(.dim))
      if moment.eventCount == 0, frame.layout[.events].isEmpty {
        FirstSteps.draw(frame, inside.inset(x: 1, y: 0).splitTop(1).rest, &canvas)
      }
      return
    }
    let body = inside.inset(x: 1, y: 0)
    let (heading, rest) = body.splitTop(1)
    // A narrow pane shows all requests alone.
    let isWide = body.width >= 27
    if isWide, let table = comparison(frame, all) {
      table.draw(body, theme, &canvas)
      return drawHistogram(frame, all, body.splitTop(table.height).rest, &canvas)
    }
    let recent = isWide ? moment.latency(ofLast: window) : nil
    let columns = [
      ("all \(Format.count(all.count))", all),
      ("last \(Format.count(min(window, all.count)))", recent),
    ].compactMap { title, values in values.map { (title, $0) } }
    let columnWidth = (body.width - 5) / columns.count
    let tableHeight = min(Self.rows.count, rest.height)
    for (index, (title, values)) in columns.enumerated() {
      let column = Rect(
        x: body.x + 5 + index * columnWidth, y: heading.y, width: columnWidth, height: 1)
      canvas.writeRight(title, in: column, style: theme.style(.dim))
      for (row, (name, path)) in Self.rows.prefix(tableHeight).enumerated() {
        canvas.write(name, x: body.x, y: rest.y + row, style: theme.style(.dim))
        canvas.writeRight(
          Format.span(values[keyPath: path]),
          in: Rect(x: column.x, y: rest.y + row, width: columnWidth, height: 1),
          style: theme.plain)
      }
    }
    let (_, below) = rest.splitTop(tableHeight)
    drawHistogram(frame, all, below, &canvas)
  }

  private static let rows: [(name: String, path: any KeyPath<Distribution, Double> & Sendable)] = [
    ("p50", \.median), ("p90", \.p90), ("p95", \.p95), ("p99", \.p99), ("mean", \.mean),
    ("max", \.max),
  ]

  /// The percentiles beside those of a second schedule; nil if there is none.
  private static func comparison(_ frame: Frame, _ all: Distribution) -> FiguresTable? {
    guard let other = frame.compared?.moment, let second = frame.run.second else { return nil }
    let values = other.latency()
    let counts = FiguresTable.Row(
      "done", Double(all.count), Double(other.completedRequests.count),
      isLessBetter: false
    ) { Format.count(Int($0)) }
    return FiguresTable(
      name: second.name,
      rows: [counts]
        + rows.map { .init($0.name, all[keyPath: $0.path], values?[keyPath: $0.path], Format.span) }
    )
  }

  /// Draws how many requests fall into each of equal spans from the least to the largest latency.
  private static func drawHistogram(
    _ frame: Frame, _ all: Distribution, _ rect: Rect, _ canvas: inout Canvas
  ) {
    let width = rect.width
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
  static let blocks: [Unicode.Scalar] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// Draws one column for each count; the largest one reaches the top, and none that is not 0 vanishes.
  static func draw(
    _ counts: [Int], of whole: Int? = nil, _ rect: Rect, style: Style, _ canvas: inout Canvas
  ) {
    let largest = max(whole ?? counts.max() ?? 0, 1)
    for (column, count) in counts.enumerated() where count > 0 {
      let eighths = max(1, count * rect.height * 8 / largest)
      for row in 0..<(eighths + 7) / 8 {
        let block = blocks[min(eighths - row * 8, 8) - 1]
        canvas.put(block, x: rect.x + column, y: rect.endY - 1 - row, style: style)
      }
    }
  }
}
