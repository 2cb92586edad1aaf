import Engine

/// A place in the run, as typed after `:`.
enum Place: Hashable, Sendable {
  case time(Double)
  case event(Int)
  case share(Double)
  case request(RequestID)
  /// Back to where a mark was set.
  case mark(String)
  /// Set a mark here.
  case setMark(String)

  static let examples =
    "03:41.2, 221s, #1284, 50%, req_0012, m a marks, 'a returns"

  /// Reads a place; nil if it is none.
  ///
  /// A clock (`03:41.2`, `1:02:03`) or a number with `s` or `t=` is a time in seconds, a whole number with or
  /// without `#` is an event, a number with `%` is a share of the run's time; `m NAME` sets a mark and
  /// `'NAME` goes back to it; anything else is a request's id.
  init?(_ text: String, scenario: Scenario) {
    let text = text.trimmed
    if text.hasPrefix("m "), text.count > 2 {
      self = .setMark(String(text.dropFirst(2)).trimmed)
    } else if text.hasPrefix("'"), text.count > 1 {
      self = .mark(String(text.dropFirst()))
    } else if let number = Int(text.hasPrefix("#") ? String(text.dropFirst()) : text) {
      self = .event(number)
    } else if text.hasSuffix("%"), let share = Self.number(text.dropLast()) {
      self = .share(share / 100)
    } else if let time = Self.seconds(text) {
      self = .time(time)
    } else if let request = scenario.requests.indices.first(where: { scenario[$0].id == text }) {
      self = .request(request)
    } else {
      return nil
    }
  }

  /// The seconds of `221s`, `t=221`, `221.5`, `03:41.2` or `1:02:03`.
  static func seconds(_ text: String) -> Double? {
    var text = Substring(text)
    if text.hasPrefix("t=") { text = text.dropFirst(2) }
    if text.hasSuffix("s") { text = text.dropLast() }
    let isNegative = text.hasPrefix("-")
    let seconds = clockSeconds(isNegative ? text.dropFirst() : text)
    return seconds.map { isNegative ? -$0 : $0 }
  }

  private static func number(_ text: Substring) -> Double? {
    guard let value = Double(text.trimmed), value.isFinite else { return nil }
    return value
  }
}

extension StringProtocol {
  /// Without blanks at either end.
  var trimmed: String {
    let start = drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
