/// The words and signs of a breakpoint's text.
struct BreakpointTokens {
  enum Token: Hashable {
    case word(String)
    case sign(String)
    case comma
  }

  private var rest: Substring

  init(_ text: String) { rest = Substring(text) }

  /// The next word or sign; nil at the end.
  mutating func next() throws(BreakpointError) -> Token? {
    rest = rest.drop { $0.isWhitespace }
    guard let first = rest.first else { return nil }
    if first == "," {
      rest.removeFirst()
      return .comma
    }
    if Self.signs.contains(first) {
      let sign = rest.prefix { Self.signs.contains($0) }
      rest = rest.dropFirst(sign.count)
      return .sign(String(sign))
    }
    guard first == "\"" else {
      return .word(try unquotedWord())
    }
    let word = rest.dropFirst().prefix { $0 != "\"" }
    rest = rest.dropFirst(word.count + 1)
    guard rest.popFirst() == "\"" else { throw BreakpointError(message: "a quote is not closed") }
    return .word(String(word))
  }

  /// A word up to a blank or sign outside of parentheses.
  private mutating func unquotedWord() throws(BreakpointError) -> String {
    var (depth, isQuoted) = (0, false)
    let word = rest.prefix { character in
      if depth > 0, character == "\"" { isQuoted.toggle() }
      guard !isQuoted else { return true }
      if character == "(" { depth += 1 }
      if character == ")" { depth = max(0, depth - 1) }
      return depth > 0
        || !character.isWhitespace && character != "," && !Self.signs.contains(character)
    }
    guard !isQuoted else { throw BreakpointError(message: "a quote is not closed") }
    guard depth == 0 else { throw BreakpointError(message: "a parenthesis is not closed") }
    rest = rest.dropFirst(word.count)
    return String(word)
  }

  /// The sign and the value that must follow a word.
  mutating func value(of name: String, signs: [String]) throws(BreakpointError)
    -> (sign: String, word: String)
  {
    let example = "\(name)\(signs[0])…"
    guard case .sign(let sign)? = try next() else {
      throw BreakpointError(message: "\(name) needs a value: \(example)")
    }
    guard signs.contains(sign) else {
      let wanted = signs.joined(separator: " or ")
      throw BreakpointError(message: "\(name) is followed by \(wanted), not by \(sign)")
    }
    guard case .word(let word)? = try next() else {
      throw BreakpointError(message: "\(name)\(sign) needs a value")
    }
    return (sign, word)
  }

  private static let signs: Set<Character> = ["=", ">", "<", "!"]
}
