extension Node.Scalar {
  /// Whether this is an unquoted `null`, `~` or nothing at all.
  public var isNull: Bool {
    guard isPlain else { return false }
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
    if isDecimal(text) { return Double(text) }
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

/// Whether a text is `[-+]? ( \. digits | digits ( \. digits? )? ) ( [eE] [-+]? digits )?`.
///
/// Asked before `Double.init`, which also takes hexadecimal numbers and words.
private func isDecimal(_ text: String) -> Bool {
  var rest = text.utf8[...]

  func skipSign(_ rest: inout Substring.UTF8View) {
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      rest.removeFirst()
    }
  }
  func skipDigits(_ rest: inout Substring.UTF8View) -> Bool {
    let digits = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    rest.removeFirst(digits.count)
    return !digits.isEmpty
  }

  skipSign(&rest)
  let hasWhole = skipDigits(&rest)
  var hasFraction = false
  if rest.first == UInt8(ascii: ".") {
    rest.removeFirst()
    hasFraction = skipDigits(&rest)
  }
  guard hasWhole || hasFraction else { return false }
  if let mark = rest.first, mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") {
    rest.removeFirst()
    skipSign(&rest)
    guard skipDigits(&rest) else { return false }
  }
  return rest.isEmpty
}
