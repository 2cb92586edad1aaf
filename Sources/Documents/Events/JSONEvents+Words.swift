extension JSONEvents {
  /// Reads a number, `true`, `false` or `null`, and returns where it stands.
  mutating func word() throws(SyntaxError) -> Range<Int> {
    guard let byte else {
      throw error(bytes.isEmpty ? "the file is empty" : "the file ends too early; expected a value")
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
      if byte.map(isDigit) == true { throw error("a JSON number does not begin with 0") }
    } else {
      if byte.map(isLetter) == true { throw error("JSON numbers are finite decimals") }
      try digits("expected a digit after \"-\"")
    }
    if byte == UInt8(ascii: ".") {
      offset += 1
      try digits("expected a digit after the decimal point")
    }
    if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
      offset += 1
      if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") { offset += 1 }
      try digits("expected a digit in the exponent")
    }
    return start..<offset
  }

  /// Skips one digit at least.
  private mutating func digits(_ complaint: String) throws(SyntaxError) {
    guard byte.map(isDigit) == true else { throw error(complaint) }
    while byte.map(isDigit) == true { offset += 1 }
  }

  private mutating func unknownWordError(_ word: String) -> SyntaxError {
    switch byte {
    case UInt8(ascii: "'"): return error("JSON text is written in double quotes")
    case UInt8(ascii: "/"), UInt8(ascii: "#"): return error("JSON has no comments")
    case UInt8(ascii: "+"): return error("a JSON number does not begin with \"+\"")
    case UInt8(ascii: "."): return error("a JSON number has a digit before the decimal point")
    case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ":"):
      return error("expected a value")
    default: break
    }
    if ["NaN", "Infinity"].contains(word) { return error("JSON numbers are finite decimals") }
    if ["true", "false", "null", "none"].contains(word.lowercased()) {
      return error("JSON spells these words true, false and null")
    }
    return error("expected a value", hint: "text is written in double quotes")
  }
}

private func isDigit(_ byte: UInt8) -> Bool {
  UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
}

private func isLetter(_ byte: UInt8) -> Bool {
  UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
}
