import Engine
import History

/// The marks of a search: its text wherever a pane shows it, and its hits on the axis of time.
enum SearchMarks {
  static func draw(_ frame: Frame, _ canvas: inout Canvas) {
    guard let search = frame.state.search else { return }
    let wanted = Array(search.names.text.unicodeScalars.map(folded))
    for pane in frame.layout.panes.values { mark(wanted, in: pane.inset(by: 1), &canvas) }
    drawHits(frame, &canvas)
  }

  /// Marks a text wherever it stands in a part of the screen; upper and lower case count alike.
  private static func mark(_ wanted: [Unicode.Scalar], in rect: Rect, _ canvas: inout Canvas) {
    guard !wanted.isEmpty else { return }
    for y in rect.y..<max(rect.endY, rect.y) {
      let row = canvas.row(y)
      let start = row.startIndex + max(rect.x, 0)
      let end = min(row.startIndex + rect.endX, row.endIndex)
      guard start < end else { continue }
      let cells = row[start..<end].enumerated().filter { !$0.element.isContinuation }
      guard cells.count >= wanted.count else { continue }
      var found: [Rect] = []
      for place in 0...cells.count - wanted.count
      where wanted.indices.allSatisfy({ folded(cells[place + $0].element.scalar) == wanted[$0] }) {
        let last = cells[place + wanted.count - 1]
        let x = cells[place].offset
        let width = last.offset - x + (last.element.isWide ? 2 : 1)
        found.append(Rect(x: rect.x + x, y: y, width: width, height: 1))
      }
      for rect in found { canvas.restyle(rect) { $0.adding(.reverse) } }
    }
  }

  private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if scalar.isASCII {
      return "A"..."Z" ~= scalar ? Unicode.Scalar(UInt8(scalar.value) | 0x20) : scalar
    }
    let lower = scalar.properties.lowercaseMapping.unicodeScalars
    return lower.count == 1 ? lower.first ?? scalar : scalar
  }

  /// Marks the times of hits on the frame below the lanes.
  private static func drawHits(_ frame: Frame, _ canvas: inout Canvas) {
    guard let hits = frame.run.hits?.eventCounts, !hits.isEmpty else { return }
    let (axis, layout) = (frame.state.axis, frame.layout)
    let y = layout[.gpus].endY - 1
    let events = frame.trace.events
    func count(before time: Double) -> Int {
      hits.partitionPoint { Int($0) <= events.count && events[Int($0) - 1].time >= time }
    }
    var before = count(before: axis.start)
    for column in 0..<axis.width {
      let end = axis.start + axis.secondsPerCell * Double(column + 1)
      let after = count(before: end)
      defer { before = after }
      guard after > before else { continue }
      let isPast = Int(hits[before]) <= frame.run.eventCount
      canvas.put(
        "▲", x: layout.axisX + column, y: y,
        style: isPast ? frame.theme.style(.now, .bold) : frame.theme.style(.dim))
    }
  }
}
