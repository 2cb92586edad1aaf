import Documents
import Engine

/// A place in the run, as typed after `:`.
enum JumpTarget: Hashable, Sendable {
  case time(Double)
  case event(Int)
  case share(Double)
  case request(RequestID)
  /// The moment that has a name.
  case mark(String)
  /// The cursor, which gets a name.
  case setMark(String)

  static let examples =
    "03:41.2, 221 (seconds), #1284 (event), 50%, req_0012, m a marks, 'a returns"

  /// Reads a place.
  ///
  /// A number, with or without `s` or `t=`, or a clock (`03:41.2`, `1:02:03`) is a time in seconds; `#` and a
  /// whole number is an event, a number with `%` a share of the run's time; `m NAME` sets a mark and `'NAME`
  /// goes back to it; anything else is a request's id.
  init(_ text: String, scenario: Scenario) throws(PromptError) {
    let text = text.trimmed
    if text.hasPrefix("m "), text.count > 2 {
      self = .setMark(String(text.dropFirst(2)).trimmed)
    } else if text.hasPrefix("'"), text.count > 1 {
      self = .mark(String(text.dropFirst()))
    } else if text.hasPrefix("#"), let number = Int(text.dropFirst()) {
      guard number >= 0 else { throw PromptError(sentence: "events are counted from 0") }
      self = .event(number)
    } else if text.hasSuffix("%"), let share = Self.number(text.dropLast()) {
      guard share >= 0 else { throw PromptError(sentence: "a share is 0% to 100%") }
      self = .share(share / 100)
    } else if let time = Self.seconds(text) {
      self = .time(time)
    } else if let request = scenario.requests.indices.first(where: { scenario[$0].id == text }) {
      self = .request(request)
    } else {
      throw PromptError(sentence: "no match\(Self.hint(for: text)); for example \(Self.examples)")
    }
  }

  /// The seconds of `221`, `221s`, `t=221`, `03:41.2` or `1:02:03`.
  static func seconds(_ text: String) -> Double? {
    var text = Substring(text)
    if text.hasPrefix("t=") { text = text.dropFirst(2) }
    if text.hasSuffix("s") { text = text.dropLast() }
    let isNegative = text.hasPrefix("-")
    let seconds = clockSeconds(isNegative ? text.dropFirst() : text)
    return seconds.map { isNegative ? -$0 : $0 }
  }

  /// The command that a wrong text may have meant.
  private static func hint(for text: String) -> String {
    let names = PaletteVerb.allCases.map(\.rawValue) + Action.allCases.map(\.rawValue)
    let word = String(text.prefix { $0 != " " })
    return nearest(to: word, among: names).map { "; did you mean \($0)?" } ?? ""
  }

  private static func number(_ text: Substring) -> Double? {
    guard let value = Double(text.trimmed), value.isFinite else { return nil }
    return value
  }
}

extension StringProtocol {
  /// The text without blanks at either end.
  var trimmed: String {
    let start = drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
