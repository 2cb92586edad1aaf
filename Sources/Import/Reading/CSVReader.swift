internal import Documents

/// Reads comma-separated values as in RFC 4180, one row at a time.
///
/// The delimiter is a comma, a semicolon, a tab or a bar, whichever the header has most of. Lines end
/// with LF or CRLF.
struct CSVReader {
  /// The names of the columns, without spaces around them.
  let header: [String]

  private var splitter: CSVSplitter

  /// The file.
  var lines: LineReader { splitter.lines }

  /// Opens a table and reads its header.
  init(_ lines: LineReader) throws(ImportFailure) {
    var record = TableRecord()
    guard try Self.readLine(lines, into: &record) else {
      throw .badData(lines.name, "it is empty; its first line must name the columns")
    }
    var delimiter = CSVDelimiter.found(in: record.bytes)
    // Spreadsheets are told the delimiter by such a line.
    if let stated = CSVDelimiter.stated(in: record.bytes) {
      delimiter = stated
      guard try Self.readLine(lines, into: &record) else {
        throw .badData(lines.name, "it has no line that names the columns")
      }
    }
    splitter = CSVSplitter(lines: lines, delimiter: delimiter)
    if let fault = try splitter.split(&record) {
      throw .badData(lines.name, line: record.line, fault)
    }
    let names = record.cells.indices.compactMap { column in
      record.text(column).map { String($0.trimming(while: \.isWhitespace)) }
    }
    guard names.count == record.cells.count else {
      throw .badData(lines.name, line: record.line, "the header is not UTF-8")
    }
    header = names
  }

  /// Reads the next row.
  mutating func read(into record: inout TableRecord) throws(ImportFailure) -> TableReader.ReadResult
  {
    guard try Self.readLine(lines, into: &record) else { return .end }
    if let fault = try splitter.split(&record) { return .fault(fault) }
    guard record.cells.count == header.count else {
      let found = record.cells.count
      return .fault("it has \(found) \(found == 1 ? "cell" : "cells"), the header \(header.count)")
    }
    return .row
  }

  /// Reads the next line that is not empty.
  private static func readLine(
    _ lines: LineReader, into record: inout TableRecord
  ) throws(ImportFailure) -> Bool {
    repeat {
      record.removeAll()
      guard try lines.appendLine(to: &record.bytes) else { return false }
    } while record.bytes.allSatisfy { $0 == 0x0A || $0 == 0x0D }
    record.line = lines.line
    return true
  }
}

/// Splits the rows of a table into cells.
struct CSVSplitter {
  let lines: LineReader
  let delimiter: UInt8

  /// The text of the cells of a row with quotes.
  private var unquoted: [UInt8] = []

  private static let quote = UInt8(ascii: "\"")

  init(lines: LineReader, delimiter: UInt8) {
    self.lines = lines
    self.delimiter = delimiter
  }

  /// Splits the row that begins with the text of a record, and takes more lines if a cell needs them.
  ///
  /// A quote inside a cell that does not begin with one stands for itself.
  ///
  /// - Returns: the sentence for a row that is malformed.
  mutating func split(_ record: inout TableRecord) throws(ImportFailure) -> String? {
    defer { ReadingWork.add(record.bytes.count) }
    if record.bytes.contains(Self.quote) { return try splitQuoted(&record) }
    Self.removeLineEnd(&record.bytes)
    Self.split(record.bytes, at: delimiter, into: &record.cells)
    return nil
  }

  private static func split(_ bytes: [UInt8], at delimiter: UInt8, into cells: inout [Range<Int>]) {
    var start = 0
    for index in bytes.indices where bytes[index] == delimiter {
      cells.append(start..<index)
      start = index + 1
    }
    cells.append(start..<bytes.count)
  }

  private mutating func splitQuoted(_ record: inout TableRecord) throws(ImportFailure) -> String? {
    unquoted.removeAll(keepingCapacity: true)
    var fault: String?
    var index = 0
    while true {
      let start = unquoted.count
      let isQuoted = index < record.bytes.count && record.bytes[index] == Self.quote
      if isQuoted { try readQuoted(&record, &index) }
      while index < record.bytes.count, record.bytes[index] != delimiter {
        let byte = record.bytes[index]
        if !isQuoted {
          unquoted.append(byte)
        } else if byte > 0x20 {
          fault = fault ?? "there is text behind the closing quote of a cell"
        }
        index += 1
      }
      let isLast = index == record.bytes.count
      if isLast, !isQuoted { Self.removeLineEnd(&unquoted) }
      record.cells.append(start..<max(start, unquoted.count))
      if isLast { break }
      index += 1
    }
    swap(&record.bytes, &unquoted)
    return fault
  }

  /// Reads a quoted cell up to the place behind its closing quote.
  private mutating func readQuoted(
    _ record: inout TableRecord, _ index: inout Int
  ) throws(ImportFailure) {
    let line = lines.line
    index += 1
    while true {
      if index == record.bytes.count {
        guard try lines.appendLine(to: &record.bytes) else {
          throw .badData(lines.name, line: line, "a quote that opens on this line is never closed")
        }
      }
      let byte = record.bytes[index]
      index += 1
      guard byte == Self.quote else {
        unquoted.append(byte)
        continue
      }
      guard index < record.bytes.count, record.bytes[index] == Self.quote else { return }
      unquoted.append(byte)
      index += 1
    }
  }

  private static func removeLineEnd(_ bytes: inout [UInt8]) {
    if bytes.last == 0x0A { bytes.removeLast() }
    if bytes.last == 0x0D { bytes.removeLast() }
  }
}

/// The bytes that may stand between the cells of a row.
enum CSVDelimiter {
  private static let all: [UInt8] = [",", ";", "\t", "|"].map { UInt8(ascii: $0) }

  /// The delimiter that a first line such as `sep=;` states.
  static func stated(in line: [UInt8]) -> UInt8? {
    guard line.starts(with: "sep=".utf8), line.count > 4, all.contains(line[4]),
      line.dropFirst(5).allSatisfy({ $0 == 0x0A || $0 == 0x0D })
    else { return nil }
    return line[4]
  }

  /// The delimiter that a header has most of, outside quotes.
  static func found(in header: [UInt8]) -> UInt8 {
    var counts = [Int](repeating: 0, count: all.count)
    var isQuoted = false
    for byte in header {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted, let index = all.firstIndex(of: byte) { counts[index] += 1 }
    }
    let most = counts.max() ?? 0
    return all[counts.firstIndex(of: most) ?? 0]
  }
}

extension String {
  /// The text without the characters at both ends that fulfil a condition.
  func trimming(while condition: (Character) -> Bool) -> Substring {
    var rest = self[...]
    while let first = rest.first, condition(first) { rest.removeFirst() }
    while let last = rest.last, condition(last) { rest.removeLast() }
    return rest
  }
}
