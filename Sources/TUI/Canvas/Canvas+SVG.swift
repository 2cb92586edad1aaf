extension Canvas {
  /// A picture of the canvas for a page, in the colours given where a cell has the default ones.
  ///
  /// Blocks, hatching and box lines are drawn as shapes, so they join without gaps in any font. The
  /// same canvas always gives the same bytes.
  func svg(title: String, ink: Color, paper: Color) -> String {
    let colors = DefaultColors(ink: ink, paper: paper)
    var picture = SVGPicture()
    for y in 0..<size.height {
      let cells = Array(row(y))
      let inks = cells.map { colors.resolve($0.style) }
      addPatches(inks, y: y, ground: colors.paper, to: &picture)
      addBlocks(cells, inks, y: y, to: &picture)
      addRowLines(cells, inks, y: y, to: &picture)
      addTexts(cells, inks, y: y, to: &picture)
    }
    addColumnLines(colors, to: &picture)
    return svgOpening(title: title, colors: colors) + picture.elements() + "</svg>\n"
  }

  private func svgOpening(title: String, colors: DefaultColors) -> String {
    let margin = 12
    let width = size.width * SVGCell.width + 2 * margin
    let height = size.height * SVGCell.height + 2 * margin
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="-\(margin) -\(margin) \(width) \(height)" role="img" font-size="13.33" \
      font-family="ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace" xml:space="preserve">
      <title>\(escaped(title))</title>
      <rect x="-\(margin)" y="-\(margin)" width="\(width)" height="\(height)" rx="8" \
      fill="\(hex(colors.paper))"/>

      """
  }
}

/// The two colours of a cell as a picture needs them: no defaults, no attributes left to apply.
private struct CellColors: Hashable {
  let ink: UInt32
  let paper: UInt32
}

private struct DefaultColors {
  let ink: UInt32
  let paper: UInt32

  init(ink: Color, paper: Color) {
    self.ink = packed(ink) ?? 0xD0_D4DC
    self.paper = packed(paper) ?? 0x12_141C
  }

  func resolve(_ style: Style) -> CellColors {
    var front = packed(style.foreground) ?? ink
    var back = packed(style.background) ?? paper
    if style.attributes.contains(.reverse) { swap(&front, &back) }
    if style.attributes.contains(.dim) { front = mean(front, back) }
    return CellColors(ink: front, paper: back)
  }
}

private func packed(_ color: Color) -> UInt32? {
  color.components.map { UInt32($0.red) << 16 | UInt32($0.green) << 8 | UInt32($0.blue) }
}

/// Half of each, without carrying from one component into the next.
private func mean(_ one: UInt32, _ other: UInt32) -> UInt32 {
  (one >> 1 & 0x7F_7F7F) + (other >> 1 & 0x7F_7F7F)
}

/// Calls the body for every longest run of equal keys; `nil` keys are skipped.
private func forEachRun<Key: Equatable>(
  _ count: Int, key: (Int) -> Key?, _ body: (_ key: Key, _ run: Range<Int>) -> Void
) {
  var start = 0
  while start < count {
    let current = key(start)
    var end = start + 1
    while end < count, key(end) == current { end += 1 }
    if let current { body(current, start..<end) }
    start = end
  }
}

// MARK: Shapes

private func addPatches(
  _ inks: [CellColors], y: Int, ground: UInt32, to picture: inout SVGPicture
) {
  forEachRun(inks.count, key: { inks[$0].paper == ground ? nil : inks[$0].paper }) { color, run in
    picture.addPatch(
      color, x: run.lowerBound * SVGCell.width, y: y * SVGCell.height,
      width: run.count * SVGCell.width, height: SVGCell.height)
  }
}

private struct Block: Equatable {
  let shape: BlockShape
  let color: UInt32
}

private func addBlocks(
  _ cells: [Cell], _ inks: [CellColors], y: Int, to picture: inout SVGPicture
) {
  func block(_ x: Int) -> Block? {
    BlockShape(cells[x].scalar).map { Block(shape: $0, color: inks[x].ink) }
  }
  forEachRun(cells.count, key: block) { block, run in
    let shape = block.shape
    let joins = shape.width == SVGCell.width
    for x in joins ? run.lowerBound..<run.lowerBound + 1 : run {
      picture.addBlock(
        block.color, x: x * SVGCell.width + shape.x, y: y * SVGCell.height + shape.y,
        width: joins ? run.count * SVGCell.width : shape.width, height: shape.height)
    }
  }
}

/// Lines are cut into halves of cells, so that one run goes through crossings and ends in them.
private func addRowLines(
  _ cells: [Cell], _ inks: [CellColors], y: Int, to picture: inout SVGPicture
) {
  for (x, cell) in cells.enumerated() {
    guard let path = strokePath(cell.scalar) else { continue }
    picture.addStroke(inks[x].ink, x: x * SVGCell.width, y: y * SVGCell.height, path: path)
  }
  func color(_ half: Int) -> UInt32? {
    let arm: LineArms = half.isMultiple(of: 2) ? .left : .right
    guard LineArms(cells[half / 2].scalar)?.contains(arm) == true else { return nil }
    return inks[half / 2].ink
  }
  let step = SVGCell.width / 2
  forEachRun(cells.count * 2, key: color) { color, run in
    picture.addStroke(
      color, x: run.lowerBound * step, y: y * SVGCell.height, path: "m0 8.5h\(run.count * step)")
  }
}

extension Canvas {
  fileprivate func addColumnLines(_ colors: DefaultColors, to picture: inout SVGPicture) {
    let step = SVGCell.height / 2
    for x in 0..<size.width {
      func color(_ half: Int) -> UInt32? {
        let cell = self[x, half / 2]
        let arm: LineArms = half.isMultiple(of: 2) ? .up : .down
        guard LineArms(cell.scalar)?.contains(arm) == true else { return nil }
        return colors.resolve(cell.style).ink
      }
      forEachRun(size.height * 2, key: color) { color, run in
        picture.addStroke(
          color, x: x * SVGCell.width, y: run.lowerBound * step,
          path: "m4.5 0v\(run.count * step)")
      }
    }
  }
}

// MARK: Text

private struct TextRun: Equatable {
  let face: SVGPicture.Face
  /// Characters that few fonts have as wide as a cell stand alone; for them, the column.
  let alone: Int?
}

private func addTexts(
  _ cells: [Cell], _ inks: [CellColors], y: Int, to picture: inout SVGPicture
) {
  func isDrawn(_ scalar: Unicode.Scalar) -> Bool {
    BlockShape(scalar) != nil || LineArms(scalar) != nil || strokePath(scalar) != nil
  }
  func glyph(_ x: Int) -> TextRun? {
    let lead = cells[x].isContinuation ? max(x - 1, 0) : x
    let cell = cells[lead]
    guard cell.scalar != " ", !isDrawn(cell.scalar) else { return nil }
    let attributes = cell.style.attributes.subtracting([.dim, .reverse])
    let face = SVGPicture.Face(color: inks[lead].ink, attributes: attributes)
    return TextRun(face: face, alone: cell.scalar.value < 0x250 ? nil : lead)
  }
  /// A single blank does not end a run.
  func key(_ x: Int) -> TextRun? {
    guard cells[x].scalar == " ", x > 0, x + 1 < cells.count else { return glyph(x) }
    let before = glyph(x - 1)
    return before?.alone == nil && before == glyph(x + 1) ? before : nil
  }
  forEachRun(cells.count, key: key) { run, range in
    var text = ""
    for cell in cells[range] where !cell.isContinuation {
      text.unicodeScalars.append(contentsOf: cell.text.unicodeScalars)
    }
    picture.addText(
      text, run.face, x: range.lowerBound * SVGCell.width,
      baseline: y * SVGCell.height + 12,
      width: run.alone == nil && range.count > 1 ? range.count * SVGCell.width : nil)
  }
}
