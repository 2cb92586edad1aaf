/// The number of colours that `--color` asks for.
public enum ColorChoice: String, CaseIterable, Sendable {
  /// As many as the terminal has.
  case auto
  /// None.
  case never
  /// Eight.
  case ansi8 = "8"
  /// Sixteen.
  case ansi16 = "16"
  /// The 256 of xterm.
  case palette256 = "256"
  /// Any, by red, green and blue.
  case trueColor = "truecolor"
}

extension ColorDepth {
  /// The depth to draw at in a terminal.
  ///
  /// An explicit choice wins over `NO_COLOR`, which wins over what the terminal can do. `NO_COLOR`
  /// counts unless it is empty (https://no-color.org).
  static func detect(
    terminalColors: Int, noColor: String?, choice: ColorChoice = .auto
  ) -> ColorDepth {
    switch choice {
    case .never: .monochrome
    case .ansi8: .ansi8
    case .ansi16: .ansi16
    case .palette256: .palette256
    case .trueColor: .trueColor
    case .auto where noColor?.isEmpty == false: .monochrome
    case .auto: ColorDepth(terminalColors: terminalColors)
    }
  }

  private init(terminalColors: Int) {
    switch terminalColors {
    case ..<8: self = .monochrome
    case ..<16: self = .ansi8
    case ..<256: self = .ansi16
    case ..<Self.directColors: self = .palette256
    default: self = .trueColor
    }
  }

  /// The number of colours of a terminal that shows any red, green and blue.
  static let directColors = 1 << 24

  /// Whether to ask for colours by their red, green and blue: if the terminal says that it has them.
  static func isDirect(colorTerm: String?, noColor: String?, choice: ColorChoice) -> Bool {
    switch choice {
    case .trueColor: true
    case .auto where noColor?.isEmpty != false: ["truecolor", "24bit"].contains(colorTerm)
    default: false
    }
  }
}
