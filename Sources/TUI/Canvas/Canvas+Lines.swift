/// The characters that a box is made of.
struct BoxGlyphs: Hashable, Sendable {
  let topLeft: Unicode.Scalar
  let topRight: Unicode.Scalar
  let bottomLeft: Unicode.Scalar
  let bottomRight: Unicode.Scalar
  let horizontal: Unicode.Scalar
  let vertical: Unicode.Scalar

  static let rounded = BoxGlyphs(
    topLeft: "╭", topRight: "╮", bottomLeft: "╰", bottomRight: "╯", horizontal: "─", vertical: "│")
  static let square = BoxGlyphs(
    topLeft: "┌", topRight: "┐", bottomLeft: "└", bottomRight: "┘", horizontal: "─", vertical: "│")
}

extension Canvas {
  /// Draws a horizontal line of so many columns.
  mutating func horizontalLine(
    x: Int, y: Int, width: Int, style: Style = .plain, glyph: Unicode.Scalar = "─"
  ) {
    fill(Rect(x: x, y: y, width: width, height: 1), Cell(glyph, style))
  }

  /// Draws a vertical line of so many rows.
  mutating func verticalLine(
    x: Int, y: Int, height: Int, style: Style = .plain, glyph: Unicode.Scalar = "│"
  ) {
    fill(Rect(x: x, y: y, width: 1, height: height), Cell(glyph, style))
  }

  /// Draws the edge of a rectangle, with a title on its upper side.
  ///
  /// The inside stays as it is. A rectangle too flat or too narrow for four corners gets no edge.
  mutating func box(
    _ rect: Rect, style: Style = .plain, title: String = "", titleStyle: Style? = nil,
    glyphs: BoxGlyphs = .rounded
  ) {
    guard rect.width >= 2, rect.height >= 2 else { return }
    let right = rect.endX - 1
    let bottom = rect.endY - 1
    for (y, from, to) in [
      (rect.y, glyphs.topLeft, glyphs.topRight), (bottom, glyphs.bottomLeft, glyphs.bottomRight),
    ] {
      put(from, x: rect.x, y: y, style: style)
      horizontalLine(
        x: rect.x + 1, y: y, width: rect.width - 2, style: style, glyph: glyphs.horizontal)
      put(to, x: right, y: y, style: style)
    }
    for x in [rect.x, right] {
      verticalLine(
        x: x, y: rect.y + 1, height: rect.height - 2, style: style, glyph: glyphs.vertical)
    }
    // One column of line remains on either side: ╭ title ─╮
    guard !title.isEmpty, rect.width > 6 else { return }
    write(
      " \(title) ", x: rect.x + 1, y: rect.y, style: titleStyle ?? style, maxWidth: rect.width - 3)
  }
}
