extension Canvas {
  /// The characters alone, one line per row, without the blanks at the ends of lines.
  func text() -> String {
    var output = ""
    for y in 0..<size.height {
      var blanks = 0
      for cell in row(y) where !cell.isContinuation {
        if cell.scalar == " " {
          blanks += 1
        } else {
          output.append(String(repeating: " ", count: blanks))
          output.append(cell.text)
          blanks = 0
        }
      }
      output.append("\n")
    }
    return output
  }

  /// The characters with the sequences that colour them in a terminal.
  func ansi(_ depth: ColorDepth) -> String {
    var output = ""
    for y in 0..<size.height {
      let cells = row(y)
      let end = cells.lastIndex { $0 != .blank }.map { $0 + 1 } ?? cells.startIndex
      var current = Style.plain
      for cell in cells[..<end] where !cell.isContinuation {
        let cell = cell.fitted(to: depth)
        if cell.style != current {
          output.append(sgr(from: current, to: cell.style))
          current = cell.style
        }
        output.append(cell.text)
      }
      if current != .plain { output.append("\u{1B}[0m") }
      output.append("\n")
    }
    return output
  }
}

extension Canvas {
  /// The canvas with the colours that a terminal of some depth has.
  func fitted(to depth: ColorDepth) -> Canvas {
    mapCells { $0.fitted(to: depth) }
  }
}

/// The shortest sequence of "select graphic rendition" that changes one style into another.
private func sgr(from old: Style, to new: Style) -> String {
  // Attributes cannot be switched off one by one in every terminal.
  let restarts = !old.attributes.isSubset(of: new.attributes)
  let start = restarts ? Style.plain : old
  var codes: [String] = restarts ? ["0"] : []
  for (attribute, code) in attributeCodes
  where new.attributes.contains(attribute) && !start.attributes.contains(attribute) {
    codes.append(code)
  }
  if new.foreground != start.foreground { codes.append(code(new.foreground, base: 30)) }
  if new.background != start.background { codes.append(code(new.background, base: 40)) }
  return "\u{1B}[\(codes.joined(separator: ";"))m"
}

private let attributeCodes: [(Style.Attributes, String)] = [
  (.bold, "1"), (.dim, "2"), (.italic, "3"), (.underline, "4"), (.reverse, "7"),
]

private func code(_ color: Color, base: Int) -> String {
  switch color {
  case .default: "\(base + 9)"
  case .ansi(let index) where index < 8: "\(base + Int(index))"
  case .ansi(let index) where index < 16: "\(base + 52 + Int(index))"
  case .ansi(let index): "\(base + 8);5;\(index)"
  case .rgb(let red, let green, let blue): "\(base + 8);2;\(red);\(green);\(blue)"
  }
}
