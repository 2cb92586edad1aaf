/// The page of the inspector that Enter opened.
enum InspectorView {
  static func draw(_ frame: Frame, _ rect: Rect, _ canvas: inout Canvas) {
    let page = frame.state.inspectorPage
    let theme = frame.theme
    Pane.draw(.inspector, page.title, frame, rect, &canvas) { inside, canvas in
      canvas.clear(inside, style: theme.plain)
      let first = page.firstRow(height: inside.height)
      for (index, row) in page.rows.enumerated().dropFirst(first).prefix(inside.height) {
        let y = inside.y + index - first
        var x = inside.x + 1
        for span in row.spans { x += canvas.write(span.text, x: x, y: y, style: span.style) }
        guard index == page.markedRow else { continue }
        Pane.choose(
          Rect(x: inside.x, y: y, width: inside.width, height: 1), of: .inspector, frame, &canvas)
      }
    }
    drawEdge(page, frame, rect, &canvas)
  }

  /// Writes on the frame the number of rows out of sight, and the key that closes the page.
  private static func drawEdge(
    _ page: InspectorPage, _ frame: Frame, _ rect: Rect, _ canvas: inout Canvas
  ) {
    let height = rect.height - 2
    let below = page.rows.count - height - page.firstRow(height: height)
    let more = below > 0 ? "↓ \(Format.count(below)) more · " : ""
    let depth = frame.run.inspector?.pages.count ?? 0
    let close = frame.state.keymap.label(of: .close) ?? ""
    let text = " \(more)\(close) \(depth > 1 ? "back" : "closes") "
    guard rect.width > displayWidth(of: page.title) + displayWidth(of: text) + 10 else { return }
    canvas.writeRight(
      text, in: Rect(x: rect.x, y: rect.y, width: rect.width - 2, height: 1),
      style: frame.theme.style(.dim))
  }
}
