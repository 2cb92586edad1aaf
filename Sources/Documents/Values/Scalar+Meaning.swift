extension Node.Scalar {
  /// Whether this is an unquoted `null`, `~` or nothing at all.
  public var isNull: Bool {
    guard isPlain, text.utf8.count <= 4 else { return false }
    switch text {
    case "", "~", "null", "Null", "NULL": return true
    default: return false
    }
  }

  /// The truth value that this is, or nil: an unquoted `true` or `false`, as YAML 1.2 spells them.
  public var truth: Bool? {
    guard isPlain else { return nil }
    switch text {
    case "true", "True", "TRUE": return true
    case "false", "False", "FALSE": return false
    default: return nil
    }
  }

  /// The number that this is, or nil: an unquoted decimal number of the YAML 1.2 core schema.
  ///
  /// That includes every JSON number. The result may be infinite (`.inf`, or too large as `1e999`)
  /// or not a number (`.nan`), so that the caller can say what is wrong with it.
  public func number() -> Double? {
    guard isPlain else { return nil }
    if let number = decimal(text.utf8.span) { return number }
    switch text {
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .infinity
    case "-.inf", "-.Inf", "-.INF": return -.infinity
    case ".nan", ".NaN", ".NAN": return .nan
    default: return nil
    }
  }

  /// What this is, in words.
  var kindName: String {
    if isNull { return "nothing" }
    if truth != nil { return "true or false" }
    return number() == nil ? "text" : "a number"
  }
}

/// The value of `[-+]? ( \. digits | digits ( \. digits? )? ) ( [eE] [-+]? digits )?`, nil for any
/// other text.
///
/// `Double.init` also takes hexadecimal numbers and words, and is not asked where it need not be: a
/// whole number below 2^53, divided by a power of ten that a double holds exactly, is rounded once and
/// so is right.
func decimal(_ text: Span<UInt8>) -> Double? {
  guard let parts = DecimalParts(text) else { return nil }
  guard !parts.hasExponent, parts.digits < 1 << 53, parts.decimals < powersOfTen.count else {
    return Double(String(decoding: text.indices.map { text[$0] }, as: UTF8.self))
  }
  let magnitude = Double(parts.digits) / powersOfTen[parts.decimals]
  return parts.isNegative ? -magnitude : magnitude
}

private let powersOfTen: [Double] = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
  1e18, 1e19, 1e20, 1e21, 1e22,
]

/// A decimal number taken apart.
private struct DecimalParts {
  var isNegative = false
  /// All digits before the exponent as one whole number; at least 2^53 if there are too many.
  var digits: UInt64 = 0
  /// How many of them stand behind the point.
  var decimals = 0
  var hasExponent = false

  init?(_ bytes: Span<UInt8>) {
    var position = Self.endOfSign(in: bytes, at: 0)
    isNegative = position > 0 && bytes[0] == UInt8(ascii: "-")
    let whole = position
    position = skipDigits(in: bytes, from: position)
    var count = position - whole
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      let fraction = position + 1
      position = skipDigits(in: bytes, from: fraction)
      decimals = position - fraction
      count += decimals
    }
    guard count > 0 else { return nil }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      hasExponent = true
      let exponent = Self.endOfSign(in: bytes, at: position + 1)
      position = skipDigits(in: bytes, from: exponent)
      guard position > exponent else { return nil }
    }
    guard position == bytes.count else { return nil }
  }

  private static func endOfSign(in bytes: Span<UInt8>, at position: Int) -> Int {
    guard position < bytes.count else { return position }
    let isSign = bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+")
    return isSign ? position + 1 : position
  }

  private mutating func skipDigits(
    in bytes: Span<UInt8>, from start: Int
  ) -> Int {
    var position = start
    while position < bytes.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[position] {
      if digits < 1 << 53 { digits = digits * 10 + UInt64(bytes[position] - UInt8(ascii: "0")) }
      position += 1
    }
    return position
  }
}
