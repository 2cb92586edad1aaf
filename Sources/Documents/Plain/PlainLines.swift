/// A place in the lines of a YAML file that has no tabs and no control characters.
struct PlainLines {
  let bytes: UnsafeBufferPointer<UInt8>

  /// The byte offset of the place.
  private(set) var offset = 0

  /// The number of spaces before the first byte of the line; −1 at the end of the file.
  private(set) var indent = 0

  private var line = 1
  private var lineStart = 0

  /// The bytes of the line before the place that are no columns of their own.
  private var continuationCount = 0

  /// Begins at the first line with content.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    findContent()
  }

  /// The byte at the place, or nil at the end of the file.
  var byte: UInt8? { byte(ahead: 0) }

  /// The byte a few places ahead, or nil behind the end of the file.
  func byte(ahead count: Int) -> UInt8? {
    offset + count < bytes.count ? bytes[offset + count] : nil
  }

  /// Whether the byte at the place is a certain one.
  func isAt(_ character: Unicode.Scalar) -> Bool { byte == UInt8(ascii: character) }

  /// Whether a blank or the end of the line is a few places ahead.
  func isBlank(ahead count: Int) -> Bool {
    guard let byte = byte(ahead: count) else { return true }
    return byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n")
  }

  var position: Position {
    Position(line: line, column: offset - lineStart - continuationCount + 1)
  }

  /// Moves over a byte of the line.
  mutating func skip() {
    if bytes[offset] & 0xC0 == 0x80 { continuationCount += 1 }
    offset += 1
  }

  /// Moves over spaces.
  mutating func skipSpaces() {
    while offset < bytes.count, bytes[offset] == UInt8(ascii: " ") { offset += 1 }
  }

  /// Moves over spaces and a comment; returns whether the line ends there.
  mutating func skipToEndOfLine() -> Bool {
    skipSpaces()
    if isAt("#"), bytes[offset - 1] == UInt8(ascii: " ") { skipComment() }
    return byte == nil || isAt("\n")
  }

  /// Moves from the end of a line to the next one with content.
  mutating func nextLine() {
    guard offset < bytes.count else { return indent = -1 }
    beginLine()
    findContent()
  }

  private mutating func beginLine() {
    ReadingWork.add(offset - lineStart + 1)
    offset += 1
    line += 1
    lineStart = offset
    continuationCount = 0
  }

  /// Moves from the beginning of a line to the first byte that is neither blank nor in a comment.
  private mutating func findContent() {
    while true {
      skipSpaces()
      if isAt("#") { skipComment() }
      guard let byte else { return indent = -1 }
      guard byte == UInt8(ascii: "\n") else { return indent = offset - lineStart }
      beginLine()
    }
  }

  private mutating func skipComment() {
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
  }
}
