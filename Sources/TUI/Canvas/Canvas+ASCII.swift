extension Canvas {
  /// The same picture for a terminal that knows only ASCII.
  ///
  /// `paper` is the background of the picture. It tells which half of a partial block is ink, since a
  /// bar's left edge is drawn as a block of paper on the bar's colour.
  func inASCII(paper: Color = .default) -> Canvas {
    var result = mapCells { cell in
      if cell.isContinuation { return Cell(" ", cell.style) }
      if cell.hasTwoHalves { return Cell("#", Style(cell.style.foreground, on: paper)) }
      if let ink = BlockInk(cell.scalar) { return ink.cell(cell.style, paper: paper) }
      return Cell(asciiGlyph(cell.scalar), cell.style)
    }
    for y in 0..<size.height {
      for x in 0..<size.width {
        for (offset, scalar) in longForm(x: x, y: y) {
          result.put(scalar, x: x - offset, y: y, style: self[x, y].style)
        }
      }
    }
    return result
  }

  /// The characters around a sign whose ASCII form is longer than it, by their distance to its left.
  private func longForm(x: Int, y: Int) -> [(offset: Int, scalar: Unicode.Scalar)] {
    switch self[x, y].scalar {
    case "⏎" where isBlank(x - 1, y): return [(1, "-"), (0, ">")]
    case "≤" where isBlank(x + 1, y), "≥" where isBlank(x + 1, y): return [(-1, "=")]
    case "…":
      if isBlank(x - 1, y) { return isBlank(x - 2, y) ? [(2, "."), (1, ".")] : [(1, ".")] }
      // What stands between two cuts is what tells a name from others.
      let isPlain = [x - 1, x - 2].allSatisfy { isLetter($0, y) || isBlank($0, y) }
      let leavesText = (3...5).contains { isLetter(x - $0, y) }
      return isPlain && leavesText && !isCut(wordBefore: x, y) ? [(2, "."), (1, ".")] : []
    default: return []
    }
  }

  /// Whether a text is written in a cell, rather than a line or a bar.
  private func isLetter(_ x: Int, _ y: Int) -> Bool {
    let cell = self[x, y]
    return cell.isNarrow && cell.scalar > " " && !("\u{2500}"..."\u{259F}" ~= cell.scalar)
      && cell.scalar != "…"
  }

  private func isBlank(_ x: Int, _ y: Int) -> Bool {
    (0..<size.width).contains(x) && self[x, y].scalar == " "
  }

  /// Whether the word that ends before a column has been cut further left.
  private func isCut(wordBefore x: Int, _ y: Int) -> Bool {
    var x = x - 1
    while x >= 0, self[x, y].scalar != " " {
      if self[x, y].scalar == "…" { return true }
      x -= 1
    }
    return false
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
  case "←", "◀", "◂", "◄", "«", "‹", "⏴": "<"
  case "⏎", "↵": ">"
  case "↑", "▲", "▴": "^"
  case "↓", "▼", "▾": "v"
  case "↔", "⇆": "x"
  case "✓", "✔": "v"
  case "↩": "b"
  case "●", "◆", "■": "*"
  case "○", "◇", "□": "o"
  case "◌": "~"
  case "⚠": "!"
  case "‖", "⏸": "|"
  case "≤": "<"
  case "≥": ">"
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
