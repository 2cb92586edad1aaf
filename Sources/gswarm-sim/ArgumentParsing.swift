import Documents

/// Returns a text that names something, such as a file.
func name(_ text: String) throws(UsageError) -> String {
  guard !text.isEmpty else { throw .empty }
  return text
}

/// Parses a random seed.
func randomSeed(_ text: String) throws(UsageError) -> UInt64 {
  guard let seed = UInt64(text) else { throw .notASeed }
  return seed
}

extension Limit {
  /// Returns a text of an allowed length; throws if it is too long.
  func text(_ text: String) throws(UsageError) -> String {
    if let rule = violation(of: text.utf8.count) { throw .tooLong(rule: rule) }
    return text
  }

  /// Parses a decimal number; throws if it is not allowed.
  func number(_ text: String) throws(UsageError) -> Double {
    guard let number = Node.Scalar(text: text, isPlain: true).number(), number.isFinite else {
      throw .notANumber(allowed: allowedValues)
    }
    if let rule = violation(of: number) { throw .outsideLimit(rule: rule) }
    return number
  }

  /// Parses a whole number; throws if it is not allowed.
  func count(_ text: String) throws(UsageError) -> Int {
    // `1e3` is a whole number too, and 1e30 is beyond the limit of a count.
    guard let count = Int(text) else { return Int(try number(text)) }
    if let rule = violation(of: count) { throw .outsideLimit(rule: rule) }
    return count
  }
}

/// A word for a shell, in quotes where it needs them.
func shellQuoted(_ word: String) -> String {
  let isPlain = word.utf8.allSatisfy {
    $0 > 0x7F || UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 | 0x20
      || UInt8(ascii: "-")...UInt8(ascii: "9") ~= $0 || $0 == UInt8(ascii: "_")
  }
  return isPlain ? word : "'\(word.replacing("'", with: "'\\\\''"))'"
}
