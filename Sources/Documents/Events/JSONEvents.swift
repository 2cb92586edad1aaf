/// A JSON text as events, strictly as RFC 8259 has it.
struct JSONEvents: EventSource {
  /// The next step that the grammar allows.
  private enum Expectation {
    case value, itemOrEnd, keyOrEnd, commaOrEnd, nothing
  }

  /// A kind of value that may be open around a place.
  private enum Container {
    case array, object
  }

  let bytes: [UInt8]
  var offset = 0
  private var open: [Container] = []
  private var expectation = Expectation.value

  /// Whether every byte is a column.
  private let isASCII: Bool

  // The last place that was asked for: columns are counted on from there, each byte once.
  private var countedOffset = 0
  private var countedPosition: Position

  /// Begins to read a file, at a place that is counted from another one in tests of long lines.
  init(_ source: SourceFile, countingFrom start: Position = .start) {
    bytes = source.bytes
    countedPosition = start
    isASCII = bytes.allSatisfy { $0 < 0x80 }
  }

  mutating func next() throws(SyntaxError) -> DocumentEvent {
    let step = try step()
    return DocumentEvent(kind: step.kind(in: bytes), position: step.position)
  }

  mutating func next(into flat: inout FlatItem) throws(SyntaxError) -> DocumentEvent? {
    let step = try step()
    guard step.fitsFlat else {
      return DocumentEvent(kind: step.kind(in: bytes), position: step.position)
    }
    switch step.kind {
    case .literal(let range, let isPlain):
      flat.append(bytes[range], isPlain: isPlain, at: step.position)
    case .text(let text): flat.append(text, isPlain: false, at: step.position)
    case .beginSequence: flat.append(.beginSequence, at: step.position)
    case .endSequence: flat.append(.endSequence, at: step.position)
    case .beginMapping: flat.append(.beginMapping, at: step.position)
    case .endMapping: flat.append(.endMapping, at: step.position)
    case .end: return DocumentEvent(kind: .end, position: step.position)
    }
    return nil
  }

  private mutating func step() throws(SyntaxError) -> JSONStep {
    let start = offset
    defer { ReadingWork.add(offset - start + 1) }
    skipSpace()
    switch expectation {
    case .value: return try value()
    case .itemOrEnd: return byte == UInt8(ascii: "]") ? end() : try value()
    case .keyOrEnd: return byte == UInt8(ascii: "}") ? end() : try key()
    case .commaOrEnd: return try memberOrEnd()
    case .nothing:
      guard byte == nil else { throw error(.expected(.end)) }
      return JSONStep(kind: .end, position: position())
    }
  }

  /// The byte at the offset, or nil at the end.
  var byte: UInt8? {
    offset < bytes.count ? bytes[offset] : nil
  }

  /// The place of an offset that is not before any place asked for earlier.
  mutating func position() -> Position {
    if isASCII {
      countedPosition.column += offset - countedOffset
      countedOffset = offset
    }
    ReadingWork.add(offset - countedOffset)
    while countedOffset < offset {
      // Continuation bytes belong to the column that their first byte has counted.
      if bytes[countedOffset] & 0xC0 != 0x80 { countedPosition.column += 1 }
      countedOffset += 1
    }
    return countedPosition
  }

  /// Returns the end of reading because of a fault at the offset.
  mutating func error(_ fault: SyntaxFault) -> SyntaxError { SyntaxError(fault, at: position()) }

  private mutating func skipSpace() {
    while let byte {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"): offset += 1
      case UInt8(ascii: "\n"): skipLineBreak(length: 1)
      case UInt8(ascii: "\r"):
        let isPair = offset + 1 < bytes.count && bytes[offset + 1] == UInt8(ascii: "\n")
        skipLineBreak(length: isPair ? 2 : 1)
      default: return
      }
    }
  }

  private mutating func skipLineBreak(length: Int) {
    offset += length
    countedOffset = offset
    countedPosition = Position(line: countedPosition.line + 1, column: 1)
  }

  private mutating func value() throws(SyntaxError) -> JSONStep {
    let position = position()
    switch byte {
    case UInt8(ascii: "["):
      return begin(.array, .beginSequence, expecting: .itemOrEnd, at: position)
    case UInt8(ascii: "{"):
      return begin(.object, .beginMapping, expecting: .keyOrEnd, at: position)
    default:
      let kind: JSONStep.Kind =
        byte == UInt8(ascii: "\"") ? try string() : .literal(try word(), isPlain: true)
      expectation = open.isEmpty ? .nothing : .commaOrEnd
      return JSONStep(kind: kind, position: position)
    }
  }

  private mutating func begin(
    _ container: Container, _ kind: JSONStep.Kind, expecting: Expectation, at position: Position
  ) -> JSONStep {
    open.append(container)
    offset += 1
    expectation = expecting
    return JSONStep(kind: kind, position: position)
  }

  /// Ends the innermost array or object, whose closing bracket is at the offset.
  private mutating func end() -> JSONStep {
    let position = position()
    let kind: JSONStep.Kind = open.popLast() == .array ? .endSequence : .endMapping
    offset += 1
    expectation = open.isEmpty ? .nothing : .commaOrEnd
    return JSONStep(kind: kind, position: position)
  }

  private mutating func key() throws(SyntaxError) -> JSONStep {
    let position = position()
    guard byte == UInt8(ascii: "\"") else { throw missingKeyError() }
    let kind = try string()
    skipSpace()
    guard byte == UInt8(ascii: ":") else { throw error(.expected(.colon)) }
    offset += 1
    expectation = .value
    return JSONStep(kind: kind, position: position)
  }

  /// Reads on after a value inside of an array or object.
  private mutating func memberOrEnd() throws(SyntaxError) -> JSONStep {
    let isArray = open.last == .array
    let closing = isArray ? UInt8(ascii: "]") : UInt8(ascii: "}")
    if byte == closing { return end() }
    guard byte == UInt8(ascii: ",") else {
      let part = isArray ? SyntaxFault.JSONPart.commaOrBracket : .commaOrBrace
      throw error(byte == nil ? .earlyEnd(part) : .expected(part))
    }
    offset += 1
    skipSpace()
    guard byte != closing else { throw error(.trailingComma) }
    return isArray ? try value() : try key()
  }

  private mutating func missingKeyError() -> SyntaxError {
    switch byte {
    case nil: error(.earlyEnd(.keyOrEnd))
    case UInt8(ascii: "'"): error(.singleQuotes)
    case UInt8(ascii: "/"), UInt8(ascii: "#"): error(.comment)
    default: error(.expected(.key))
    }
  }
}
