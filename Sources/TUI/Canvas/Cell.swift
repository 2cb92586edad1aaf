import Documents

/// One column of one row: a character and its style.
struct Cell: Hashable, Sendable {
  let scalar: Unicode.Scalar
  let style: Style

  /// A cell that shows a character; an invisible one is shown as a blank.
  init(_ scalar: Unicode.Scalar, _ style: Style = .plain) {
    self.scalar = displayWidth(of: scalar) == 0 ? " " : scalar.shown
    self.style = style
  }

  private init(trusted scalar: Unicode.Scalar, _ style: Style) {
    self.scalar = scalar
    self.style = style
  }

  static let blank = Cell(" ")

  /// The second column of a wide character.
  static func continuation(_ style: Style) -> Cell { Cell(trusted: "\0", style) }

  func styled(_ style: Style) -> Cell { Cell(trusted: scalar, style) }

  var isContinuation: Bool { scalar == "\0" }
  var isWide: Bool { displayWidth(of: scalar) == 2 }
}
