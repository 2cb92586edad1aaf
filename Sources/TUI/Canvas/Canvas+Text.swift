extension Canvas {
  /// Writes a text on one line and returns the columns that it took.
  ///
  /// A text that is wider than `maxWidth`, or than the space up to the right edge of the clip, ends
  /// in `…`. Invisible characters are dropped; control characters are shown as pictures of
  /// themselves.
  @discardableResult
  mutating func write(
    _ text: String, x: Int, y: Int, style: Style = .plain, maxWidth: Int? = nil
  ) -> Int {
    let x = min(max(x, -Rect.farthest), Rect.farthest)
    let room = min(max(maxWidth ?? Rect.farthest, 0), max(clip.endX - x, 0))
    let isCut = !fits(text, in: room)
    var column = 0
    for cluster in CellClusters(text) {
      guard column + cluster.columns <= (isCut ? room - 1 : room) else { break }
      put(cluster, x: x + column, y: y, style: style)
      column += cluster.columns
    }
    guard isCut, room > 0 else { return column }
    put("…", columns: 1, x: x + column, y: y, style: style)
    return column + 1
  }

  /// Writes a text so that it ends at the right edge of a rectangle's first row.
  @discardableResult
  mutating func writeRight(_ text: String, in rect: Rect, style: Style = .plain) -> Int {
    let columns = min(displayWidth(of: text), rect.width)
    return write(text, x: rect.endX - columns, y: rect.y, style: style, maxWidth: columns)
  }

  /// Whether a text takes at most so many columns, reading no further than it must.
  private func fits(_ text: String, in room: Int) -> Bool {
    if text.utf8.count <= room { return true }
    var columns = 0
    for cluster in CellClusters(text) {
      columns += cluster.columns
      if columns > room { return false }
    }
    return true
  }
}
