/// All keys, over everything else.
enum HelpView {
  static func draw(_ frame: Frame, firstLine: Int, _ screen: Rect, _ canvas: inout Canvas) {
    let (keymap, theme) = (frame.state.keymap, frame.theme)
    let pages = HelpPages(keymap, focus: frame.state.focus, screen.size)
    let box = screen.centered(
      Size(pages.columnWidth * pages.columns + 4, pages.visibleRows + (pages.hasLegend ? 4 : 2)))
    let first = min(firstLine, pages.lastFirstRow)
    canvas.clipped(to: box) { canvas in
      canvas.clear(box, style: theme.plain)
      let close = keymap.label(of: .close).map { " · \($0) closes" } ?? ""
      canvas.box(
        box, style: theme.frame(isFocused: true),
        title: "Keys\(scrollHint(pages, keymap, first: first))\(close)",
        titleStyle: theme.style(.title, .bold))
      for (index, line) in pages.lines.enumerated() {
        let (column, row) = index.quotientAndRemainder(dividingBy: pages.rows)
        guard (first..<first + pages.visibleRows).contains(row) else { continue }
        draw(
          line, theme, x: box.x + 2 + column * pages.columnWidth, y: box.y + 1 + row - first,
          width: pages.columnWidth - 1, &canvas)
      }
      guard pages.hasLegend else { return }
      canvas.write(
        "█ runs  ╱ switches (dim: loads)  + arrives  → placed  ● done  ✓ complete",
        x: box.x + 2, y: box.endY - 2, style: theme.style(.dim), maxWidth: box.width - 4)
    }
  }

  /// The keys that scroll, and the number of lines out of sight.
  private static func scrollHint(_ pages: HelpPages, _ keymap: Keymap, first: Int) -> String {
    guard pages.rows > pages.visibleRows else { return "" }
    let keys = [Action.up, .down].compactMap { keymap.label(of: $0) }.joined()
    let below = pages.lastFirstRow - first
    return " · \(keys) " + (below > 0 ? "\(below) more below" : "\(first) more above")
  }

  private static func draw(
    _ line: HelpPages.Line, _ theme: Theme, x: Int, y: Int, width: Int, _ canvas: inout Canvas
  ) {
    guard !line.keys.isEmpty else {
      canvas.write(line.text, x: x, y: y, style: theme.style(.title, .bold), maxWidth: width)
      return
    }
    let keysWidth = min(9, width / 3)
    canvas.write(line.keys, x: x + 1, y: y, style: theme.style(.key), maxWidth: keysWidth)
    canvas.write(
      line.text, x: x + keysWidth + 2, y: y, style: theme.plain,
      maxWidth: max(0, width - keysWidth - 2))
  }
}
