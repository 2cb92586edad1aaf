internal import Documents

/// Reads a JSON object from each line as a row; its columns are the keys of the first object.
///
/// Lists and mappings inside an object are empty cells, and so are keys that it lacks.
struct JSONLinesReader {
  /// The keys of the first object.
  let header: [String]

  /// The file.
  let lines: LineReader

  /// The object of the last row that was read.
  private(set) var object: Node

  private var isFirst = true
  private var text: [UInt8] = []

  /// Opens a table and reads its first object.
  init(_ lines: LineReader) throws(ImportFailure) {
    self.lines = lines
    guard try Self.readLine(lines, into: &text) else {
      throw .badData(lines.name, "it is empty; each line must be a JSON object")
    }
    switch Self.object(in: text, name: lines.name) {
    case .success(let first): object = first
    case .failure(let fault): throw .badData(lines.name, line: lines.line, fault.sentence)
    }
    header = (object.entries ?? []).map(\.key)
  }

  /// Reads the next row.
  mutating func read(into record: inout TableRecord) throws(ImportFailure) -> TableReader.ReadResult
  {
    record.removeAll()
    if isFirst {
      isFirst = false
    } else {
      guard try Self.readLine(lines, into: &text) else { return .end }
      switch Self.object(in: text, name: lines.name) {
      case .success(let next): object = next
      case .failure(let fault):
        record.line = lines.line
        return .fault(fault.sentence)
      }
    }
    record.line = lines.line
    let entries = object.entries ?? []
    for (place, name) in header.enumerated() {
      let isInPlace = place < entries.count && entries[place].key == name
      let value = isInPlace ? entries[place].value : object[name]
      record.append(value.flatMap { $0.isNull ? nil : $0.scalar?.text } ?? "")
    }
    return .row
  }

  /// Reads the next line that is not empty.
  private static func readLine(
    _ lines: LineReader, into text: inout [UInt8]
  ) throws(ImportFailure) -> Bool {
    repeat {
      text.removeAll(keepingCapacity: true)
      guard try lines.appendLine(to: &text) else { return false }
    } while text.allSatisfy { $0 <= 0x20 }
    return true
  }

  private struct LineFault: Error {
    let sentence: String
  }

  private static func object(in text: [UInt8], name: String) -> Result<Node, LineFault> {
    var diagnostics = Diagnostics()
    let node: Node
    do {
      node = try DocumentReader.read(
        SourceFile(name: name, bytes: text, format: .json), diagnostics: &diagnostics)
    } catch {
      let column = error.diagnostic.position?.column ?? 1
      return .failure(LineFault(sentence: "column \(column): \(error.diagnostic.sentence)"))
    }
    if let problem = diagnostics.kept.first {
      return .failure(LineFault(sentence: problem.sentence))
    }
    guard node.entries != nil else {
      return .failure(LineFault(sentence: "a JSON object was expected, found \(node.kindName)"))
    }
    return .success(node)
  }
}
