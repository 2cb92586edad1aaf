/// Reads the rows of a table, whatever its syntax.
struct TableReader {
  /// The syntax of a table.
  enum Syntax: Sendable {
    case csv, jsonLines
  }

  /// The result of reading a row.
  enum ReadResult {
    /// The row is in the record.
    case row
    /// The row cannot be used; the sentence says why.
    case fault(String)
    /// There are no more rows.
    case end
  }

  /// The names of the columns.
  let header: [String]

  /// The file.
  let lines: LineReader

  private var csv: CSVReader?
  private var jsonLines: JSONLinesReader?

  /// Opens a file.
  init(path: String, syntax: Syntax) throws(ImportFailure) {
    lines = try LineReader(path: path)
    switch syntax {
    case .csv:
      let reader = try CSVReader(lines)
      (header, csv) = (reader.header, reader)
    case .jsonLines:
      let reader = try JSONLinesReader(lines)
      (header, jsonLines) = (reader.header, reader)
    }
  }

  /// Reads the next row.
  mutating func read(into record: inout TableRecord) throws(ImportFailure) -> ReadResult {
    if let step = try csv?.read(into: &record) { return step }
    return try jsonLines?.read(into: &record) ?? .end
  }
}
