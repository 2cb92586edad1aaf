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
    if let number = decimal(text.utf8.span, string: text) { return number }
    switch text {
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .infinity
    case "-.inf", "-.Inf", "-.INF": return -.infinity
    case ".nan", ".NaN", ".NAN": return .nan
    default: return nil
    }
  }

  /// The kind of the scalar in words.
  var kindName: String {
    if isNull { return "nothing" }
    if truth != nil { return "true or false" }
    return number() == nil ? "text" : "a number"
  }
}

/// The value of `[-+]? ( \. digits | digits ( \. digits? )? ) ( [eE] [-+]? digits )?`, nil for any
/// other text; `string` is the same text.
///
/// `Double.init` also takes hexadecimal numbers and words, and is not asked where it need not be.
package func decimal(_ text: Span<UInt8>, string: @autoclosure () -> String) -> Double? {
  guard let parts = DecimalParts(text) else { return nil }
  guard let magnitude = parts.magnitude else { return Double(string()) }
  return parts.isNegative ? -magnitude : magnitude
}
