internal import Documents
internal import Workload

/// A table with a header whose rows are written one at a time.
struct ExportTable {
  /// A column with its unit and meaning.
  struct TableColumn {
    let name: String
    let meaning: String

    init(_ name: String, _ meaning: String) {
      self.name = name
      self.meaning = meaning
    }
  }

  /// The name of the file.
  let fileName: String
  /// The rows in a few words.
  let subject: String
  /// The columns.
  let columns: [TableColumn]
  /// The number of rows.
  let rowCount: Int
  /// Appends the cells of a row.
  let appendRow: (Int, inout CellRow) -> Void

  /// Writes header and rows.
  func write(to stream: inout OutputStream) throws(WriteFailure) {
    var cells = CellRow()
    for column in columns { cells.append(column.name) }
    cells.endRow()
    for row in 0..<rowCount {
      appendRow(row, &cells)
      cells.endRow()
      try cells.flush(to: &stream)
    }
    try cells.flush(to: &stream, isLast: true)
  }
}

/// The text of rows of comma-separated values, as in RFC 4180 with LF.
struct CellRow {
  private var text = ByteBuffer()
  private var isFirst = true

  /// Appends text; what a spreadsheet would take for a formula begins with an apostrophe.
  mutating func append(_ cell: String) {
    separate()
    let isFormula = cell.utf8.first.map { "=+-@\t\r".utf8.contains($0) } ?? false
    let cell = isFormula ? "'\(cell)" : cell
    let isPlain = cell.utf8.allSatisfy {
      $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "\"") && $0 >= 0x20
    }
    guard !isPlain else { return text.append(cell) }
    text.append("\"\(cell.replacing("\"", with: "\"\""))\"")
  }

  /// Appends a number, or nothing: the shortest decimal that reads back as the same double.
  mutating func append(_ cell: Double?) {
    separate()
    if let cell { text.appendJSON(cell) }
  }

  /// Appends a whole number.
  mutating func append(_ cell: Int) {
    separate()
    text.append(cell)
  }

  /// Ends the row.
  mutating func endRow() {
    text.append("\n")
    isFirst = true
  }

  private mutating func separate() {
    if !isFirst { text.append(",") }
    isFirst = false
  }

  /// Hands on what there is, if it is a piece or the last.
  mutating func flush(
    to stream: inout OutputStream, isLast: Bool = false
  ) throws(WriteFailure) {
    guard isLast || text.count >= OutputStream.pieceSize else { return }
    try stream.write(text.bytes)
    text.removeAll()
  }
}
