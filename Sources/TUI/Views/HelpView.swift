/// All keys, over everything else.
enum HelpView {
  static func draw(_ frame: Frame, _ screen: Rect, _ canvas: inout Canvas) {
    let theme = frame.theme
    // On the smallest screens the keys matter more than headings and legend.
    let all = lines(frame.state.keymap)
    let hasHeadings = (all.count + 1) / 2 + 2 <= screen.height
    let lines = hasHeadings ? all : all.filter { !$0.keys.isEmpty }
    // Two columns where the screen is wide enough, so that all keys are in sight.
    let columnCount = screen.width >= 92 || lines.count + 4 > screen.height ? 2 : 1
    let rows = (lines.count + columnCount - 1) / columnCount
    let columnWidth = min(44, (screen.width - 6) / columnCount)
    let hasLegend = screen.height >= rows + 4
    let box = screen.centered(Size(columnWidth * columnCount + 4, rows + (hasLegend ? 4 : 2)))
    canvas.clipped(to: box) { canvas in
      canvas.clear(box, style: theme.plain)
      canvas.box(
        box, style: theme.frame(isFocused: true), title: "Keys",
        titleStyle: theme.style(.title, .bold))
      for (index, line) in lines.enumerated() {
        let column = index / rows
        draw(
          line, theme, x: box.x + 2 + column * columnWidth, y: box.y + 1 + index % rows,
          width: columnWidth - 1, &canvas)
      }
      guard hasLegend else { return }
      canvas.write(
        "█ runs  ╱ switches (dim: loads)  + arrives  → placed  ● done  ✓ complete",
        x: box.x + 2, y: box.endY - 2, style: theme.style(.dim), maxWidth: box.width - 4)
    }
  }

  private struct Line {
    let keys: String
    let text: String
  }

  private static func lines(_ keymap: Keymap) -> [Line] {
    Binding.Group.allCases.flatMap { group in
      [Line(keys: "", text: group.rawValue)]
        + keymap.bindings.filter { $0.group == group }.map {
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
    canvas.write(line.keys, x: x + 1, y: y, style: theme.style(.key), maxWidth: 8)
    canvas.write(line.text, x: x + 10, y: y, style: theme.plain, maxWidth: max(0, width - 10))
  }
}
