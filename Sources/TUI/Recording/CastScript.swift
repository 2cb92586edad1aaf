internal import Documents

/// A key script with pauses and marks: `..<Wait 2s>x<Mark the first switch>`.
struct CastScript {
  enum Step: Equatable {
    case key(Key)
    /// A pause, in seconds.
    case wait(Double)
    case mark(String)
  }

  let steps: [Step]

  /// The longest pause, in seconds.
  private static let longestPause = 3600.0

  /// Reads a script, in O(length).
  init(_ script: String) throws(KeyScriptError) {
    var steps: [Step] = []
    var keys = ""
    var column = 0
    func flush() throws(KeyScriptError) {
      defer { keys = "" }
      do {
        steps += try KeyScript.parse(keys).map(Step.key)
      } catch {
        throw KeyScriptError(
          token: error.token, column: error.column + column - keys.unicodeScalars.count)
      }
    }
    var rest = script[...]
    while let character = rest.unicodeScalars.first {
      let isEntry = rest.hasPrefix("<Wait ") || rest.hasPrefix("<Mark ")
      guard isEntry, let end = rest.firstIndex(of: ">") else {
        keys.unicodeScalars.append(character)
        rest.unicodeScalars.removeFirst()
        column += 1
        continue
      }
      try flush()
      let entry = rest[...end]
      let argument = String(entry.dropFirst(6).dropLast())
      steps.append(
        entry.hasPrefix("<Wait ")
          ? .wait(try Self.seconds(argument, of: String(entry), column: column + 1))
          : .mark(argument))
      rest = rest[rest.index(after: end)...]
      column += entry.unicodeScalars.count
    }
    try flush()
    self.steps = steps
  }

  private static func seconds(
    _ text: String, of token: String, column: Int
  ) throws(KeyScriptError) -> Double {
    let digits = text.hasSuffix("s") ? String(text.dropLast()) : text
    guard let seconds = Double(digits), seconds >= 0, seconds <= longestPause else {
      throw KeyScriptError(token: token, column: column)
    }
    return seconds
  }
}
