/// A part of a measure's text between parentheses.
struct MeasurePart {
  /// The part without blanks and quotes around it.
  var text: String
  /// Whether it is the name after `model=`.
  var isModel = false

  var isEmpty: Bool { text.isEmpty }
  var scope: MeasureScope { isModel ? .model(text) : .workflow(text) }

  /// Reads `(part, part)`.
  static func list(_ text: Substring) throws(MeasureFault) -> [MeasurePart] {
    let text = RunMeasure.trimmed(text)
    guard text.hasSuffix(")") else { throw .notClosed(text) }
    var result: [MeasurePart] = []
    for part in split(text.dropFirst().dropLast()) { result.append(try MeasurePart(part)) }
    return result
  }

  private init(_ part: Substring) throws(MeasureFault) {
    var text = RunMeasure.trimmed(part)
    if !text.hasPrefix("\""), let sign = text.firstIndex(of: "=") {
      let key = RunMeasure.trimmed(text[..<sign]).lowercased()
      guard key == "model" || key == "workflow" else { throw .unknownScope(key) }
      isModel = key == "model"
      text = RunMeasure.trimmed(text[text.index(after: sign)...])
    }
    if text.hasPrefix("\"") {
      guard text.count > 1, text.hasSuffix("\"") else { throw .notClosed(text) }
      text = String(text.dropFirst().dropLast())
    }
    self.text = text
  }

  /// The parts of a text between commas outside parentheses and quotes.
  static func split(_ text: Substring) -> [Substring] {
    var (depth, isQuoted) = (0, false)
    return text.split(omittingEmptySubsequences: false) { character in
      if character == "\"" { isQuoted.toggle() }
      guard !isQuoted else { return false }
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      return character == "," && depth == 0
    }
  }
}
