import Documents

/// Returns the random seed that a text is.
func randomSeed(_ text: String) throws(UsageError) -> UInt64 {
  guard let seed = UInt64(text) else { throw .notASeed }
  return seed
}

extension Limit {
  /// Returns the decimal number that a text is, if it is allowed.
  func number(_ text: String) throws(UsageError) -> Double {
    guard let number = Node.Scalar(text: text, isPlain: true).number(), number.isFinite else {
      throw .notANumber(allowed: allowedValues)
    }
    if let rule = violation(of: number) { throw .outsideLimit(rule: rule) }
    return number
  }

  /// Returns the whole number that a text is, if it is allowed.
  func count(_ text: String) throws(UsageError) -> Int {
    // `1e3` is a whole number too, and 1e30 is beyond the limit of a count.
    guard let count = Int(text) else { return Int(try number(text)) }
    if let rule = violation(of: count) { throw .outsideLimit(rule: rule) }
    return count
  }
}
