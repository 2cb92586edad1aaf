internal import Workload

/// A row of a table being put together, as RFC 4180 writes it.
///
/// A text that a spreadsheet would take for a formula gets an apostrophe before it.
struct CSVText {
  private(set) var buffer = ByteBuffer()
  private var isFirst = true

  mutating func removeAll() { buffer.removeAll() }

  private mutating func separate() {
    if !isFirst { buffer.append(UInt8(ascii: ",")) }
    isFirst = false
  }

  mutating func cell(_ text: String?) {
    separate()
    guard let text, let first = text.utf8.first else { return }
    let isFormula = "=+-@\t\r".utf8.contains(first)
    guard isFormula || text.utf8.contains(where: { ",\"\n\r".utf8.contains($0) }) else {
      return buffer.append(text)
    }
    buffer.append(UInt8(ascii: "\""))
    if isFormula { buffer.append(UInt8(ascii: "'")) }
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { buffer.append(byte) }
      buffer.append(byte)
    }
    buffer.append(UInt8(ascii: "\""))
  }

  mutating func cell(_ number: Int) {
    separate()
    buffer.append(number)
  }

  mutating func cell(_ number: Double?) {
    separate()
    if let number { buffer.appendJSON(number) }
  }

  mutating func endRow() {
    buffer.append("\r\n")
    isFirst = true
  }

  /// The header of a table.
  mutating func header(_ names: String) {
    buffer.append(names)
    endRow()
  }
}
