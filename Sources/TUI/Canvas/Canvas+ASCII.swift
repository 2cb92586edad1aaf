extension Canvas {
  /// The same picture for a terminal that knows only ASCII.
  ///
  /// `paper` is the background of the picture. It tells which half of a partial block is ink, since a
  /// bar's left edge is drawn as a block of paper on the bar's colour.
  func inASCII(paper: Color = .default) -> Canvas {
    mapCells { cell in
      if cell.isContinuation { return Cell(" ", cell.style) }
      if cell.hasTwoHalves { return Cell("#", Style(cell.style.foreground, on: paper)) }
      if let ink = BlockInk(cell.scalar) { return ink.cell(cell.style, paper: paper) }
      return Cell(asciiGlyph(cell.scalar), cell.style)
    }
  }
}

/// The nearest printable ASCII character; `?` for what has none.
func asciiGlyph(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  switch scalar {
  case " "..."~": scalar
  case "─", "━", "╌", "╍", "┄", "┅", "┈", "┉", "═", "╴", "╶", "╸", "╺", "–", "—", "▔": "-"
  case "│", "┃", "╎", "╏", "┆", "┇", "┊", "┋", "║", "╵", "╷", "╹", "╻", "▕": "|"
  case "╱": "/"
  case "╲": "\\"
  case "╳", "×", "⇄", "✗", "✘": "x"
  case "\u{2500}"..."\u{257F}": "+"
  case "▁": "."
  case "▂": ":"
  case "▃": "-"
  case "▄": "="
  case "▅": "+"
  case "▆": "*"
  case "▇": "#"
  case "▀": "\""
  case "░": ":"
  case "▒": "%"
  case "▓": "@"
  case "…", "·", "•", "∙": "."
  case "→", "▶", "▸", "►", "»", "›", "⏵": ">"
  case "←", "◀", "◂", "◄", "«", "‹", "⏴", "⏎", "↵": "<"
  case "↑", "▲", "▴": "^"
  case "↓", "▼", "▾": "v"
  case "↔", "⇆": "x"
  case "✓", "✔": "v"
  case "↩": "<"
  case "●", "◆", "■": "*"
  case "○", "◇", "□": "o"
  case "◌": "~"
  case "⚠": "!"
  case "‖", "⏸": "|"
  case "’", "‘": "'"
  case "“", "”": "\""
  case "\u{A0}": " "
  default: "?"
  }
}

/// A block that fills a cell from the left up to some eighth: ink on one side, paper on the other.
private struct BlockInk {
  let eighths: UInt32

  init?(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "█"..."▏": eighths = 0x2590 - scalar.value
    case "▐": eighths = 4
    default: return nil
    }
  }

  /// The larger part decides what the whole cell shows, but ink never disappears.
  func cell(_ style: Style, paper: Color) -> Cell {
    let isReversed = style.attributes.contains(.reverse)
    let attributes = style.attributes.subtracting(.reverse)
    // The default foreground is never paper, the default background always is.
    let block: Color? = style.foreground == paper && paper != .default ? nil : style.foreground
    let rest: Color? =
      style.background == paper || style.background == .default ? nil : style.background
    let (inBlock, outside) = isReversed ? (rest, block) : (block, rest)
    let major = (eighths >= 4 ? inBlock : outside) ?? inBlock ?? outside
    guard let major else { return Cell(" ", Style(style.foreground, on: paper, attributes)) }
    return Cell("#", Style(major, on: paper, attributes))
  }
}
