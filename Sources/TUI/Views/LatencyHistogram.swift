import Engine
import History

/// The number of requests in each of equal spans from the least to the largest latency.
enum LatencyHistogram {
  static func draw(
    _ frame: Frame, _ all: Distribution, _ rect: Rect, _ canvas: inout Canvas
  ) {
    let theme = frame.theme
    let width = rect.width
    guard rect.height >= 3, width > 4, all.max > all.min else { return }
    let step = (all.max - all.min) / Double(width)
    let bounds = (1..<width).map { all.min + step * Double($0) }
    let below = frame.moment.latencyCounts(below: bounds) + [all.count]
    let counts = zip(below, [0] + below).map { $0 - $1 }
    let (title, body) = rect.splitTop(1)
    let most = "≤ \(Format.count(counts.max() ?? 0))"
    let span = Format.span(step)
    let titles = ["requests by latency, \(most) in \(span)", "requests, \(most) in \(span)", most]
    canvas.write(
      titles.first { displayWidth(of: $0) <= width } ?? most, x: title.x, y: title.y,
      style: theme.style(.dim))
    let (bars, axis) = body.splitTop(body.height - 1)
    Sparkline.draw(counts, bars, style: theme.style(.good), &canvas)
    drawAxis(from: all.min, to: all.max, axis, theme, &canvas)
  }

  /// Draws the least, the middle and the largest latency below the bars.
  private static func drawAxis(
    from least: Double, to largest: Double, _ rect: Rect, _ theme: Theme, _ canvas: inout Canvas
  ) {
    let texts = Format.spans([least, (least + largest) / 2, largest])
    let style = theme.style(.dim)
    canvas.write(texts[0], x: rect.x, y: rect.y, style: style)
    canvas.writeRight(texts[2], in: rect, style: style)
    let middle = rect.width / 2
    guard texts[0].count < middle, middle + texts[1].count + texts[2].count + 3 <= rect.width
    else { return }
    canvas.put("╷", x: rect.x + middle, y: rect.y, style: style)
    canvas.write(texts[1], x: rect.x + middle + 1, y: rect.y, style: style)
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
