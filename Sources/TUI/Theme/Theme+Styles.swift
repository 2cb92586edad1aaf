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

  /// A line that becomes the selected one keeps its inks, where they still exist.
  func selecting(_ style: Style) -> Style {
    .solid(selection, text: readable(style.foreground), style.attributes)
  }

  /// An ink for the selected line; in reverse, the terminal's own text colour would be its paper.
  private func readable(_ ink: Color) -> Color {
    guard ink == .default, let patch = selection.components else { return ink }
    let brightness = 3 * Int(patch.red) + 6 * Int(patch.green) + Int(patch.blue)
    return .ansi(brightness > 1275 ? 0 : 15)
  }

  /// The frame of a pane.
  func frame(isFocused: Bool) -> Style {
    isFocused ? style(.borderFocused, .bold) : style(.border)
  }

  /// The cell of an empty screen.
  var blank: Cell { Cell(" ", plain) }
}
