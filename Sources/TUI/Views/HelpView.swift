/// All keys, over everything else.
enum HelpView {
  static func draw(_ frame: Frame, _ screen: Rect, _ canvas: inout Canvas) {
    let (keymap, theme) = (frame.state.keymap, frame.theme)
    let shape = Shape(keymap, screen.size)
    let box = screen.centered(
      Size(shape.columnWidth * shape.columns + 4, shape.visibleRows + (shape.hasLegend ? 4 : 2)))
    let first = min(frame.state.helpLine ?? 0, shape.lastFirstRow)
    canvas.clipped(to: box) { canvas in
      canvas.clear(box, style: theme.plain)
      let close = keymap.label(of: .close).map { " · \($0) closes" } ?? ""
      canvas.box(
        box, style: theme.frame(isFocused: true),
        title: "Keys\(shape.scrollHint(keymap, first: first))\(close)",
        titleStyle: theme.style(.title, .bold))
      for (index, line) in shape.lines.enumerated() {
        let (column, row) = index.quotientAndRemainder(dividingBy: shape.rows)
        guard (first..<first + shape.visibleRows).contains(row) else { continue }
        draw(
          line, theme, x: box.x + 2 + column * shape.columnWidth, y: box.y + 1 + row - first,
          width: shape.columnWidth - 1, &canvas)
      }
      guard shape.hasLegend else { return }
      canvas.write(
        "█ runs  ╱ switches (dim: loads)  + arrives  → placed  ● done  ✓ complete",
        x: box.x + 2, y: box.endY - 2, style: theme.style(.dim), maxWidth: box.width - 4)
    }
  }

  /// The last line of the help that it makes sense to begin with.
  static func lastFirstLine(_ keymap: Keymap, _ size: Size) -> Int {
    Shape(keymap, size).lastFirstRow
  }

  /// The lines that a page is.
  static func page(_ keymap: Keymap, _ size: Size) -> Int {
    max(Shape(keymap, size).visibleRows - 1, 1)
  }

  /// As many columns as the screen is wide; what is still too long scrolls.
  private struct Shape {
    let lines: [Line]
    let columns: Int
    let columnWidth: Int
    let rows: Int
    let visibleRows: Int
    let hasLegend: Bool

    init(_ keymap: Keymap, _ size: Size) {
      let lines = HelpView.lines(keymap)
      self.lines = lines
      let widest = 42
      let room = max(size.width - 4, 1)
      // No more columns than the height asks for.
      let needed = (lines.count + max(size.height - 4, 1) - 1) / max(size.height - 4, 1)
      columns = min(max(room / 37, 1), max(needed, 1))
      columnWidth = min(widest, room / columns)
      rows = (lines.count + columns - 1) / columns
      hasLegend = size.height >= 20
      visibleRows = min(rows, max(size.height - (hasLegend ? 4 : 2), 1))
    }

    var lastFirstRow: Int { rows - visibleRows }

    /// Which keys scroll, and what there is to see.
    func scrollHint(_ keymap: Keymap, first: Int) -> String {
      guard rows > visibleRows else { return "" }
      let keys = [Action.up, .down].compactMap { keymap.label(of: $0) }.joined()
      let below = lastFirstRow - first
      return " · \(keys) " + (below > 0 ? "\(below) more below" : "\(first) more above")
    }
  }

  private struct Line {
    let keys: String
    let text: String
  }

  private static func lines(_ keymap: Keymap) -> [Line] {
    Binding.Group.allCases.flatMap { group in
      [Line(keys: "", text: group.rawValue)]
        + keymap.bindings.filter { $0.group == group && !$0.keys.isEmpty }.map {
          Line(keys: $0.keys.map(\.label).joined(separator: " "), text: $0.help)
        }
    }
  }

  private static func draw(
    _ line: Line, _ theme: Theme, x: Int, y: Int, width: Int, _ canvas: inout Canvas
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
