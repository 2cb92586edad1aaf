extension JSONEvents {
  /// Reads a string, whose opening quote is at the offset, and resolves its escapes.
  mutating func string() throws(SyntaxError) -> JSONStep.Kind {
    offset += 1
    let start = offset
    try skipLiteralBytes()
    if byte == UInt8(ascii: "\"") {
      offset += 1
      return .literal(start..<offset - 1, isPlain: false)
    }
    return .text(try stringWithEscapes(literalFrom: start))
  }

  /// Skips to the quote or backslash that ends a stretch of characters that mean themselves.
  private mutating func skipLiteralBytes() throws(SyntaxError) {
    while let byte {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): return
      case 0x0A, 0x0D: throw error(.lineEndInText)
      case 0..<0x20: throw error(.controlCharacter)
      default: offset += 1
      }
    }
    throw error(.endInText)
  }

  private mutating func stringWithEscapes(literalFrom start: Int) throws(SyntaxError) -> [UInt8] {
    var text = Array(bytes[start..<offset])
    while byte == UInt8(ascii: "\\") {
      text.append(contentsOf: UTF8.encode(try escape()) ?? UTF8.encodedReplacementCharacter)
      let literalStart = offset
      try skipLiteralBytes()
      text.append(contentsOf: bytes[literalStart..<offset])
    }
    offset += 1
    return text
  }

  /// Reads one escape, whose backslash is at the offset; a surrogate pair is one.
  private mutating func escape() throws(SyntaxError) -> Unicode.Scalar {
    let simple: Unicode.Scalar
    switch offset + 1 < bytes.count ? bytes[offset + 1] : 0 {
    case UInt8(ascii: "\""): simple = "\""
    case UInt8(ascii: "\\"): simple = "\\"
    case UInt8(ascii: "/"): simple = "/"
    case UInt8(ascii: "b"): simple = "\u{8}"
    case UInt8(ascii: "f"): simple = "\u{C}"
    case UInt8(ascii: "n"): simple = "\n"
    case UInt8(ascii: "r"): simple = "\r"
    case UInt8(ascii: "t"): simple = "\t"
    case UInt8(ascii: "u"): return try unicodeEscape()
    default: throw error(.unknownEscape)
    }
    offset += 2
    return simple
  }

  private mutating func unicodeEscape() throws(SyntaxError) -> Unicode.Scalar {
    guard let first = codeUnit(at: offset) else {
      throw error(.expected(.hexadecimalDigits))
    }
    if let scalar = Unicode.Scalar(first) {
      offset += 6
      return scalar
    }
    guard UTF16.isLeadSurrogate(first), let second = codeUnit(at: offset + 6),
      UTF16.isTrailSurrogate(second)
    else { throw error(.loneSurrogate) }
    offset += 12
    return UTF16.decode(UTF16.EncodedScalar([first, second]))
  }

  /// The UTF-16 code unit of an escape `\uXXXX` at an offset, or nil if none stands there.
  private func codeUnit(at offset: Int) -> UInt16? {
    guard offset + 6 <= bytes.count, bytes[offset] == UInt8(ascii: "\\"),
      bytes[offset + 1] == UInt8(ascii: "u")
    else { return nil }
    var unit: UInt16 = 0
    for byte in bytes[offset + 2..<offset + 6] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }
}
