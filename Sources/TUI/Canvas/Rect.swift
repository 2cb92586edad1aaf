/// Columns and rows.
struct Size: Hashable, Sendable {
  var width: Int
  var height: Int

  init(_ width: Int, _ height: Int) {
    self.width = width
    self.height = height
  }
}

/// A part of the screen, never of negative size; `x` grows to the right and `y` downwards.
struct Rect: Hashable, Sendable {
  let x: Int
  let y: Int
  let width: Int
  let height: Int

  /// Coordinates beyond what any screen has are pulled in, so that sums of them cannot overflow.
  init(x: Int, y: Int, width: Int, height: Int) {
    self.x = min(max(x, -Rect.farthest), Rect.farthest)
    self.y = min(max(y, -Rect.farthest), Rect.farthest)
    self.width = min(max(width, 0), Rect.farthest)
    self.height = min(max(height, 0), Rect.farthest)
  }

  static let farthest = 1 << 30

  var isEmpty: Bool { width == 0 || height == 0 }
  var size: Size { Size(width, height) }

  /// The first column right of the rectangle.
  var endX: Int { x + width }
  /// The first row below the rectangle.
  var endY: Int { y + height }

  func contains(x column: Int, y row: Int) -> Bool {
    column >= x && column < endX && row >= y && row < endY
  }

  func intersection(_ other: Rect) -> Rect {
    let left = max(x, other.x)
    let top = max(y, other.y)
    return Rect(
      x: left, y: top,
      width: min(endX, other.endX) - left, height: min(endY, other.endY) - top)
  }

  /// The rectangle without a margin on every side.
  func inset(by margin: Int) -> Rect { inset(x: margin, y: margin) }

  func inset(x horizontal: Int, y vertical: Int) -> Rect {
    Rect(
      x: x + min(horizontal, width), y: y + min(vertical, height),
      width: width - 2 * horizontal, height: height - 2 * vertical)
  }
}

extension Rect {
  /// The given number of columns at the left, and the rest.
  func splitLeft(_ columns: Int) -> (left: Rect, rest: Rect) {
    let columns = min(max(columns, 0), width)
    return (
      Rect(x: x, y: y, width: columns, height: height),
      Rect(x: x + columns, y: y, width: width - columns, height: height)
    )
  }

  /// The given number of columns at the right, and the rest.
  func splitRight(_ columns: Int) -> (right: Rect, rest: Rect) {
    let (rest, right) = splitLeft(width - min(max(columns, 0), width))
    return (right, rest)
  }

  /// The given number of rows at the top, and the rest.
  func splitTop(_ rows: Int) -> (top: Rect, rest: Rect) {
    let rows = min(max(rows, 0), height)
    return (
      Rect(x: x, y: y, width: width, height: rows),
      Rect(x: x, y: y + rows, width: width, height: height - rows)
    )
  }

  /// The given number of rows at the bottom, and the rest.
  func splitBottom(_ rows: Int) -> (bottom: Rect, rest: Rect) {
    let (rest, bottom) = splitTop(height - min(max(rows, 0), height))
    return (bottom, rest)
  }

  /// A rectangle of the given size in the middle, no larger than this one.
  func centered(_ size: Size) -> Rect {
    let columns = min(size.width, width)
    let rows = min(size.height, height)
    return Rect(
      x: x + (width - columns) / 2, y: y + (height - rows) / 2, width: columns, height: rows)
  }
}
