/// A place in a file as a byte offset and as line and column, moving forward only.
///
/// Visiting many places in file order therefore costs one pass over the file.
struct LineCursor {
  private let bytes: [UInt8]
  private let format: SourceFile.Format

  /// The byte offset of the place.
  private(set) var offset = 0

  /// The line and column of the place.
  private(set) var position = Position.start

  /// The byte offset of the beginning of the line.
  private(set) var lineStart = 0

  init(_ source: SourceFile) {
    bytes = source.bytes
    format = source.format
  }

  /// Moves to a byte offset, or to the end of the scalar that the byte is in the middle of.
  mutating func advance(toOffset target: Int) {
    while offset < min(target, bytes.count) { step() }
  }

  /// Moves to a line and column, or to the end of the line if it has no such column.
  mutating func advance(to target: Position) {
    while offset < bytes.count, position < target {
      if position.line == target.line, lineBreakLength() > 0 { return }
      step()
    }
  }

  /// Moves over one scalar or one line break.
  private mutating func step() {
    ReadingWork.add(1)
    let breakLength = lineBreakLength()
    if breakLength > 0 {
      offset += breakLength
      lineStart = offset
      position = Position(line: position.line + 1, column: 1)
      return
    }
    offset += 1
    while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
    position.column += 1
  }

  /// The length in bytes of the line break at the offset, or 0 if there is none.
  ///
  /// YAML also breaks lines at U+0085, U+2028 and U+2029; libyaml counts lines that way.
  func lineBreakLength() -> Int {
    switch bytes[offset] {
    case 0x0A: return 1
    case 0x0D: return byte(1) == 0x0A ? 2 : 1
    case 0xC2 where format == .yaml: return byte(1) == 0x85 ? 2 : 0
    case 0xE2 where format == .yaml:
      return byte(1) == 0x80 && (byte(2) == 0xA8 || byte(2) == 0xA9) ? 3 : 0
    default: return 0
    }
  }

  /// The byte a few places ahead, or nil behind the end.
  private func byte(_ ahead: Int) -> UInt8? {
    offset + ahead < bytes.count ? bytes[offset + ahead] : nil
  }
}
