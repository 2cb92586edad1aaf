import Testing
import Workload

@testable import Import

/// Tables whose syntax is odd.
struct CSVReaderTests {
  private func rows(_ text: String) throws -> [[String]] {
    let folder = try TemporaryFolder()
    var reader = try CSVReader(LineReader(path: folder.write(text, to: "t.csv")))
    var (rows, record) = ([reader.header], TableRecord())
    while true {
      switch try reader.read(into: &record) {
      case .end: return rows
      case .fault(let fault): rows.append(["!", fault])
      case .row: rows.append(record.cells.indices.map { record.text($0) ?? "?" })
      }
    }
  }

  /// Cells of all kinds, written with quotes where RFC 4180 asks for them or by chance.
  private func table(
    _ delimiter: String, _ lineEnd: String, _ numbers: inout RandomNumbers
  ) -> (text: String, rows: [[String]]) {
    let pieces = ["", "a", "é", "\"", "\n", delimiter, "\r\n", " ", "x\"y", "12.5", "日本"]
    let columns = Int.random(in: 1...5, using: &numbers)
    var rows = [(0..<columns).map { "column \($0)" }]
    var text = rows[0].joined(separator: delimiter) + lineEnd
    for _ in 0..<Int.random(in: 0...20, using: &numbers) {
      let row = (0..<columns).map { _ in
        (0..<Int.random(in: 0...4, using: &numbers)).map { _ in
          pieces[Int.random(in: 0..<pieces.count, using: &numbers)]
        }.joined()
      }
      // A line without anything is no row.
      guard row.count > 1 || !row[0].isEmpty else { continue }
      rows.append(row)
      text +=
        row.map { cell in
          let mustQuote =
            cell.unicodeScalars.contains { "\"\n\r".unicodeScalars.contains($0) }
            || cell.contains(delimiter)
          guard mustQuote || Bool.random(using: &numbers) else { return cell }
          return "\"\(cell.replacing("\"", with: "\"\""))\""
        }.joined(separator: delimiter) + lineEnd
    }
    return (text, rows)
  }

  @Test(arguments: [",", ";", "\t", "|"], ["\n", "\r\n"])
  func `what is written by RFC 4180 is read back`(delimiter: String, lineEnd: String) throws {
    for seed in UInt64(0)..<60 {
      var numbers = RandomNumbers(seed: seed)
      let (text, expected) = table(delimiter, lineEnd, &numbers)
      #expect(try rows(text) == expected, "seed \(seed)")
    }
  }

  @Test func `a byte order mark, a stated delimiter, blank lines and a last line without end`()
    throws
  {
    #expect(
      try rows("\u{FEFF}sep=;\r\n a ;b\r\n\r\n1,5;2\r\n\n3;4")
        == [["a", "b"], ["1,5", "2"], ["3", "4"]])
  }

  @Test func `a quote inside a cell stands for itself`() throws {
    #expect(try rows("a,b\n5\" disk,x\"\"y\n") == [["a", "b"], ["5\" disk", "x\"\"y"]])
  }

  @Test func `rows with too few cells, or text behind a quote, are faults, and reading goes on`()
    throws
  {
    #expect(
      try rows("a,b\n1\n\"1\"x,2\n1,2,3\n1,2\n") == [
        ["a", "b"], ["!", "it has 1 cell, the header 2"],
        ["!", "there is text behind the closing quote of a cell"],
        ["!", "it has 3 cells, the header 2"], ["1", "2"],
      ])
  }

  @Test func `a row longer than the buffer is read whole`() throws {
    let long = String(repeating: "x", count: 700_000)
    #expect(
      try rows("a,b\n\(long),1\n2,\"\(long)\"\n") == [["a", "b"], [long, "1"], ["2", long]])
  }
}
