/// A colour of a cell, before it is fitted to what the terminal can show.
enum Color: Hashable, Sendable {
  /// The terminal's own colour.
  case `default`
  /// One of the terminal's own colours, 0 to 15; beyond that, an entry of the xterm palette.
  case ansi(UInt8)
  case rgb(UInt8, UInt8, UInt8)
}

extension Color {
  /// The colour that a theme file calls `#RRGGBB`, `0` to `15`, or `default`.
  init?(_ name: String) {
    if name == "default" {
      self = .default
    } else if let index = UInt8(name), index < 16, "\(index)" == name {
      self = .ansi(index)
    } else {
      // The parser of integers would take a sign for the first digit.
      guard name.utf8.count == 7, name.first == "#", name.dropFirst().allSatisfy(\.isHexDigit),
        let value = UInt32(name.dropFirst(), radix: 16)
      else { return nil }
      self = .rgb(UInt8(value >> 16), UInt8(value >> 8 & 255), UInt8(value & 255))
    }
  }

  /// Red, green and blue as xterm shows the colour; nothing for the terminal's default.
  var components: (red: UInt8, green: UInt8, blue: UInt8)? {
    switch self {
    case .default: nil
    case .ansi(let index): XtermPalette.components(index)
    case .rgb(let red, let green, let blue): (red, green, blue)
    }
  }
}
