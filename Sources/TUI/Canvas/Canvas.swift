/// A picture of cells, as high and wide as a screen, that a view draws on.
///
/// Every coordinate is allowed; cells outside the clip are dropped. A wide character is always
/// whole: one that the clip cuts leaves a blank, and one that is half overwritten becomes a blank.
struct Canvas: Equatable, Sendable {
  let size: Size
  /// The part that may be drawn on; the whole canvas, unless within `clipped`.
  private(set) var clip: Rect
  private var cells: [Cell]

  init(_ size: Size, filledWith cell: Cell = .blank) {
    let bounds = Rect(x: 0, y: 0, width: size.width, height: size.height)
    self.size = bounds.size
    clip = bounds
    cells = Array(
      repeating: cell.isNarrow ? cell : .blank, count: bounds.width * bounds.height)
    if !cell.isNarrow { fill(bounds, cell) }
  }

  var bounds: Rect { Rect(x: 0, y: 0, width: size.width, height: size.height) }

  /// The cell at a place; a blank outside the canvas.
  subscript(x: Int, y: Int) -> Cell {
    bounds.contains(x: x, y: y) ? cells[y * size.width + x] : .blank
  }

  /// The cells of a row, from left to right; none outside the canvas.
  func row(_ y: Int) -> ArraySlice<Cell> {
    guard y >= 0, y < size.height else { return [] }
    return cells[y * size.width..<(y + 1) * size.width]
  }

  /// Draws with the clip narrowed to a rectangle.
  mutating func clipped<Result>(to rect: Rect, _ draw: (inout Canvas) -> Result) -> Result {
    let outer = clip
    clip = clip.intersection(rect)
    defer { clip = outer }
    return draw(&self)
  }

  /// Draws one character, unless it is an invisible one.
  mutating func put(_ scalar: Unicode.Scalar, x: Int, y: Int, style: Style = .plain) {
    put(scalar, columns: displayWidth(of: scalar), x: x, y: y, style: style)
  }

  /// Draws one character of a known width.
  mutating func put(_ scalar: Unicode.Scalar, columns: Int, x: Int, y: Int, style: Style) {
    put(Cell(scalar, style), columns: columns, x: x, y: y)
  }

  /// Draws one character made of parts.
  mutating func put(_ cluster: CellCluster, x: Int, y: Int, style: Style) {
    put(Cell(cluster, style), columns: cluster.columns, x: x, y: y)
  }

  private mutating func put(_ cell: Cell, columns: Int, x: Int, y: Int) {
    guard columns == 2 else {
      if columns == 1 { set(cell, x: x, y: y) }
      return
    }
    guard x >= clip.x - 1, x < clip.endX else { return }
    guard x >= clip.x, x < clip.endX - 1 else {
      return set(Cell(" ", cell.style), x: max(x, clip.x), y: y)
    }
    set(cell, x: x, y: y)
    set(.continuation(cell.style), x: x + 1, y: y)
  }

  /// Covers a rectangle with copies of one cell.
  mutating func fill(_ rect: Rect, _ cell: Cell) {
    let part = rect.intersection(clip)
    let columns = cell.isWide ? 2 : 1
    // Half of a wide character is none.
    let whole = cell.isContinuation ? Cell(" ", cell.style) : cell
    for y in part.y..<part.endY {
      for x in stride(from: part.x, to: part.endX, by: columns) {
        put(whole, columns: columns, x: x, y: y)
      }
    }
  }

  /// Covers a rectangle with blanks.
  mutating func clear(_ rect: Rect, style: Style = .plain) { fill(rect, Cell(" ", style)) }

  /// Changes the style of what is drawn, and keeps the characters.
  mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
    let part = rect.intersection(clip)
    for y in part.y..<part.endY {
      for x in part.x..<part.endX {
        let index = y * size.width + x
        cells[index] = cells[index].styled(change(cells[index].style))
      }
    }
  }

  /// The canvas with every cell exchanged for another, by a function that keeps characters whole.
  func mapCells(_ change: (Cell) -> Cell) -> Canvas {
    var copy = self
    for index in copy.cells.indices { copy.cells[index] = change(copy.cells[index]) }
    return copy
  }

  private mutating func set(_ cell: Cell, x: Int, y: Int) {
    guard clip.contains(x: x, y: y) else { return }
    let index = y * size.width + x
    let old = cells[index]
    cells[index] = cell
    // The halves of a wide character stand and fall together, even across a clip.
    if old.isContinuation, !cell.isContinuation, x > 0 {
      cells[index - 1] = Cell(" ", cells[index - 1].style)
    }
    if x + 1 < size.width, cells[index + 1].isContinuation, !cell.isWide {
      cells[index + 1] = Cell(" ", cells[index + 1].style)
    }
  }
}
