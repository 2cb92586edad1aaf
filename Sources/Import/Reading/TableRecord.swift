internal import Documents

/// A row of a table: its text, and the part of it that each cell is.
struct TableRecord {
  /// The text of the row; cells may be parts of it without quotes or escapes.
  var bytes: [UInt8] = []

  /// The parts of the text, one for each column.
  var cells: [Range<Int>] = []

  /// The line on which the row begins, from 1.
  var line = 0

  /// Whether a cell is empty.
  func isEmpty(_ column: Int) -> Bool { cells[column].isEmpty }

  /// Returns what a closure makes of the bytes of a cell.
  @inline(__always)
  func withBytes<Value>(_ column: Int, _ body: (Span<UInt8>) -> Value) -> Value {
    body(bytes.span.extracting(cells[column]))
  }

  /// The text of a cell; nil if it is not UTF-8.
  func text(_ column: Int) -> String? { String(validating: bytes[cells[column]], as: UTF8.self) }

  /// The text of a cell for a message, shortened if it is long.
  func shown(_ column: Int) -> String {
    let text = String(decoding: bytes[cells[column]].prefix(400), as: UTF8.self)
    return abbreviated(text)
  }

  /// Removes the text and the cells and keeps their room.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    cells.removeAll(keepingCapacity: true)
  }

  /// Appends a cell with text of its own.
  mutating func append(_ text: String) {
    let start = bytes.count
    bytes.append(contentsOf: text.utf8)
    cells.append(start..<bytes.count)
  }
}
