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

  /// The selected line.
  var selected: Style { .solid(selection, text: text) }

  /// A line that becomes the selected one keeps its inks, where they still exist.
  func selecting(_ style: Style) -> Style {
    .solid(selection, text: style.foreground, style.attributes)
  }

  /// The frame of a pane.
  func frame(isFocused: Bool) -> Style {
    isFocused ? style(.borderFocused, .bold) : style(.border)
  }

  /// What an empty screen is filled with.
  var blank: Cell { Cell(" ", plain) }
}
