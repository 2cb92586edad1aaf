extension PlainLines {
  /// Adds a scalar to a flat item and moves behind it; false if it is not of the plainest kind.
  mutating func appendScalar(to item: inout FlatItem, inFlow: Bool) -> Bool {
    let start = position
    let isQuoted = isAt("\"") || isAt("'")
    guard item.takesMore, let text = isQuoted ? quotedText() : bareText(inFlow: inFlow),
      FlatItem.takesText(ofLength: text.count)
    else { return false }
    item.append(UnsafeBufferPointer(rebasing: bytes[text]), isPlain: !isQuoted, at: start)
    return true
  }

  /// The text in quotes, up to the end of the line and without escapes.
  private mutating func quotedText() -> Range<Int>? {
    let quote = byte
    skip()
    let start = offset
    while let byte, byte != quote {
      guard byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\\") else { return nil }
      skip()
    }
    guard offset < bytes.count else { return nil }
    let text = start..<offset
    skip()
    // Two quotes are an escape.
    return byte == quote ? nil : text
  }

  /// The text without quotes; the place is behind the spaces after it then.
  private mutating func bareText(inFlow: Bool) -> Range<Int>? {
    guard beginsBareText else { return nil }
    let start = offset
    var end = start
    while let byte {
      switch byte {
      case UInt8(ascii: " "):
        skipSpaces()
        continue
      case UInt8(ascii: "\n"): return start..<end
      case UInt8(ascii: "#") where end < offset: return start..<end
      case UInt8(ascii: ":"):
        if isBlank(ahead: 1) { return start..<end }
        if inFlow { return nil }
      case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"):
        if inFlow { return start..<end }
      case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "?"):
        if inFlow { return nil }
      default: break
      }
      skip()
      end = offset
    }
    return start..<end
  }

  /// Whether the byte at the place can begin a text without quotes, whatever follows.
  private var beginsBareText: Bool {
    switch byte {
    case nil: false
    case UInt8(ascii: "-"):
      byte(ahead: 1).map { $0 == UInt8(ascii: ".") || Self.isDigit($0) } == true
    case let byte?: Self.mayBegin[Int(byte)]
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
  }

  /// For each byte whether it may begin a text without quotes.
  private static let mayBegin = (0...255).map { (byte: UInt8) in
    byte > UInt8(ascii: " ") && !"-?:,[]{}#&*!|>'\"%@`".utf8.contains(byte)
  }
}
