extension JSONEvents {
  /// Reads a number, `true`, `false` or `null`, and returns where it stands.
  mutating func word() throws(SyntaxError) -> Range<Int> {
    guard let byte else {
      throw error(bytes.isEmpty ? .emptyFile : .earlyEnd(.value))
    }
    if byte == UInt8(ascii: "-") || isDigit(byte) { return try number() }
    let start = offset
    let length = bytes[start...].prefix(while: isLetter).count
    let text = String(decoding: bytes[start..<start + length], as: UTF8.self)
    guard ["true", "false", "null"].contains(text) else { throw unknownWordError(text) }
    offset += length
    return start..<offset
  }

  /// Reads `-? (0 | [1-9] digits) (\. digits)? ([eE] [-+]? digits)?`.
  private mutating func number() throws(SyntaxError) -> Range<Int> {
    let start = offset
    if byte == UInt8(ascii: "-") { offset += 1 }
    if byte == UInt8(ascii: "0") {
      offset += 1
      if byte.map(isDigit) == true { throw error(.leadingZero) }
    } else {
      if byte.map(isLetter) == true { throw error(.notFinite) }
      try digits(.digitAfterMinus)
    }
    if byte == UInt8(ascii: ".") {
      offset += 1
      try digits(.digitAfterPoint)
    }
    if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
      offset += 1
      if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") { offset += 1 }
      try digits(.digitInExponent)
    }
    return start..<offset
  }

  /// Skips one digit at least.
  private mutating func digits(_ part: SyntaxFault.JSONPart) throws(SyntaxError) {
    guard byte.map(isDigit) == true else { throw error(.expected(part)) }
    while byte.map(isDigit) == true { offset += 1 }
  }

  private mutating func unknownWordError(_ word: String) -> SyntaxError {
    switch byte {
    case UInt8(ascii: "'"): return error(.singleQuotes)
    case UInt8(ascii: "/"), UInt8(ascii: "#"): return error(.comment)
    case UInt8(ascii: "+"): return error(.leadingPlus)
    case UInt8(ascii: "."): return error(.leadingPoint)
    case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ":"):
      return error(.expected(.value))
    default: break
    }
    if ["NaN", "Infinity"].contains(word) { return error(.notFinite) }
    if ["true", "false", "null", "none"].contains(word.lowercased()) {
      return error(.wordSpelling)
    }
    return error(.unquotedText)
  }
}

private func isDigit(_ byte: UInt8) -> Bool {
  UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
}

private func isLetter(_ byte: UInt8) -> Bool {
  UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
}
