import Engine
import History

/// Percentiles of the latency of completed requests at the cursor, and their distribution.
///
/// Beside all requests stand the latest ones, those of each workflow, and the calls of each model, as
/// many as there is room for, from the chosen one on.
enum LatencyView {
  static func draw(_ frame: Frame, _ rect: Rect, _ canvas: inout Canvas) {
    let isFocused = frame.state.focus == .latency
    let title = isFocused && LatencyGroup.all(frame.moment).count > 1 ? "Latency · ↑↓" : "Latency"
    Pane.draw(.latency, title, frame, rect, &canvas) { drawNumbers(frame, $0, &$1) }
  }

  private typealias Column = (title: String, values: Distribution)

  private static func drawNumbers(_ frame: Frame, _ inside: Rect, _ canvas: inout Canvas) {
    let theme = frame.theme
    guard let all = frame.moment.latency() else {
      canvas.write(
        "no request is completed yet", x: inside.x + 1, y: inside.y, style: theme.style(.dim))
      if frame.moment.eventCount == 0, frame.layout[.events].isEmpty {
        FirstSteps.draw(frame, inside.inset(x: 1, y: 0).splitTop(1).rest, &canvas)
      }
      return
    }
    let body = inside.inset(x: 1, y: 0)
    let (heading, rest) = body.splitTop(1)
    if body.width >= Self.tableWidth, let table = comparison(frame, all) {
      table.draw(body, theme, &canvas)
      return LatencyHistogram.draw(frame, all, body.splitTop(table.height).rest, &canvas)
    }
    let room = body.width - Self.nameWidth
    let columns = columns(all, frame, count: max(room / Self.narrowestColumn, 1))
    let columnWidth = min(room / columns.count, Self.widestColumn)
    let tableHeight = min(Self.rows.count, rest.height)
    for (row, (name, _)) in Self.rows.prefix(tableHeight).enumerated() {
      canvas.write(name, x: body.x, y: rest.y + row, style: theme.style(.dim))
    }
    for (index, column) in columns.enumerated() {
      let x = body.x + Self.nameWidth + index * columnWidth
      canvas.writeRight(
        title(column, width: columnWidth - 1),
        in: Rect(x: x, y: heading.y, width: columnWidth, height: 1), style: theme.style(.dim))
      let texts = Format.spans(Self.rows.map { column.values[keyPath: $0.path] })
      for (row, text) in texts.prefix(tableHeight).enumerated() {
        canvas.writeRight(
          text, in: Rect(x: x, y: rest.y + row, width: columnWidth, height: 1), style: theme.plain)
      }
    }
    let (_, below) = rest.splitTop(tableHeight)
    LatencyHistogram.draw(frame, all, below, &canvas)
  }

  /// All requests, and the groups from the chosen one on.
  private static func columns(_ all: Distribution, _ frame: Frame, count: Int) -> [Column] {
    var columns: [Column] = [("all", all)]
    let groups = LatencyGroup.all(frame.moment)
    let first = min(frame.run.choices.latencyGroup, max(groups.count - 1, 0))
    for group in groups.dropFirst(first) {
      guard columns.count < count else { break }
      guard let values = group.values(frame.moment) else { continue }
      columns.append((group.name(frame.scene), values))
    }
    return columns
  }

  /// The name of a column and the number of its values.
  private static func title(_ column: Column, width: Int) -> String {
    let count = " " + Format.count(column.values.count)
    return shortenedInMiddle(column.title, max(width - count.count, 1)) + count
  }

  private static let nameWidth = 5
  /// The columns that a table of both schedules takes at least.
  private static let tableWidth = 27
  private static let narrowestColumn = 11
  private static let widestColumn = 16

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
        + rows.map {
          .init(
            $0.name, all[keyPath: $0.path], values?[keyPath: $0.path], brief: Format.briefSeconds,
            Format.span)
        }
    )
  }
}
