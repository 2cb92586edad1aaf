/// A key as it was typed.
enum Key: Hashable, Sendable {
  case character(Unicode.Scalar)
  /// A character typed with Ctrl: a lower-case letter or one of @ \ ] ^ _
  case control(Unicode.Scalar)
  /// F1 is 1.
  case function(Int)
  case up, down, left, right
  case enter, escape, tab, backtab, backspace
  case home, end, pageUp, pageDown, delete, insert
}

extension Key: CustomStringConvertible {
  /// The key in the notation of key scripts, which `KeyScript.parse` reads back.
  var description: String {
    switch self {
    case .character("<"): "<lt>"
    case .character(" "): "<Space>"
    case .character(let scalar): String(Character(scalar))
    case .control(let scalar): "<C-\(Character(scalar))>"
    case .function(let number): "<F\(number)>"
    default: Key.names.first { $0.key == self }.map { "<\($0.name)>" } ?? ""
    }
  }

  /// The names of keys that are neither characters nor function keys.
  static let names: [(name: String, key: Key)] = [
    ("Left", .left), ("Right", .right), ("Up", .up), ("Down", .down),
    ("Enter", .enter), ("Esc", .escape), ("Tab", .tab), ("S-Tab", .backtab), ("BS", .backspace),
    ("Home", .home), ("End", .end), ("PageUp", .pageUp), ("PageDown", .pageDown),
    ("Del", .delete), ("Ins", .insert), ("Space", .character(" ")), ("lt", .character("<")),
  ]
}
