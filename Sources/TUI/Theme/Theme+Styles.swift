extension Theme {
  /// Ordinary text.
  var plain: Style { style(.text) }

  /// A role's colour on the background.
  func style(_ role: Role, _ attributes: Style.Attributes = []) -> Style {
    ink(self[role], attributes)
  }

  /// Any colour on the background.
  func ink(_ color: Color, _ attributes: Style.Attributes = []) -> Style {
    Style(color, on: background, attributes)
  }

  /// Text on a patch of colour, such as a label on a bar.
  func solid(_ patch: Color, _ attributes: Style.Attributes = []) -> Style {
    .solid(patch, text: background, attributes)
  }

  /// The style of a cell of the selected line; it keeps its ink where that can be read.
  func selecting(_ style: Style) -> Style {
    .solid(selection, text: readable(style.foreground), style.attributes)
  }

  /// An ink for the selected line; in reverse, the terminal's own text colour would be its paper.
  private func readable(_ ink: Color) -> Color {
    guard let contrast = ink.contrast(with: selection) else {
      guard ink == .default, selection != .default else { return ink }
      let black = Color.ansi(0).contrast(with: selection) ?? 0
      return .ansi(black > Self.textContrast ? 0 : 15)
    }
    let needed = [dim, border, idle].contains(ink) ? Self.dimContrast : Self.textContrast
    return contrast >= needed ? ink : text == .default ? readable(.default) : text
  }

  /// The least contrast of text with what it stands on.
  static let textContrast = 4.5
  /// The least contrast of borders and of text of less weight.
  static let dimContrast = 3.0

  /// The frame of a pane.
  func frame(isFocused: Bool) -> Style {
    isFocused ? style(.borderFocused, .bold) : style(.border)
  }

  /// The cell of an empty screen.
  var blank: Cell { Cell(" ", plain) }
}
