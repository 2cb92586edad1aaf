/// The number of colours that can be shown.
enum ColorDepth: Int, Comparable, CaseIterable, Sendable {
  case monochrome
  case ansi8
  case ansi16
  case palette256
  /// Any red, green and blue.
  case trueColor

  static func < (left: ColorDepth, right: ColorDepth) -> Bool { left.rawValue < right.rawValue }
}

extension Color {
  /// The nearest colour that exists at a depth.
  ///
  /// In monochrome, nothing is left: where a colour carries meaning, the style also carries an
  /// attribute.
  func fitted(to depth: ColorDepth) -> Color {
    switch (self, depth) {
    case (.default, _), (_, .monochrome):
      .default
    case (_, .trueColor), (.ansi, .palette256):
      self
    case (.rgb(let red, let green, let blue), .palette256):
      .ansi(XtermPalette.nearest(red, green, blue))
    case (.ansi(0..<8), _), (.ansi(0..<16), .ansi16):
      self
    default:
      named(bright: depth == .ansi16)
    }
  }

  /// The terminal's own colour of the same hue.
  ///
  /// Nearest by distance, most light colours would become white; with so few colours, it is the hue
  /// that tells things apart.
  private func named(bright: Bool) -> Color {
    guard let (red, green, blue) = components else { return self }
    let high = max(red, green, blue)
    let low = min(red, green, blue)
    if high - low < 48 || high < 64 {
      return grey(Int(red) + Int(green) + Int(blue), bright: bright)
    }
    let middle = low + (high - low) / 2
    let hue: UInt8 = (red > middle ? 1 : 0) + (green > middle ? 2 : 0) + (blue > middle ? 4 : 0)
    return .ansi(bright && high >= 215 ? hue + 8 : hue)
  }

  private func grey(_ sum: Int, bright: Bool) -> Color {
    switch sum / 3 {
    case ..<64: .ansi(0)
    case ..<160: .ansi(bright ? 8 : 7)
    case ..<235: .ansi(7)
    default: .ansi(bright ? 15 : 7)
    }
  }
}
