/// One column of one row: a character and its style.
struct Cell: Hashable, Sendable {
  /// The character, or the first part of one that is made of several.
  let scalar: Unicode.Scalar
  /// The parts that join it: combining marks, and what joiners add.
  let marks: String
  let style: Style

  /// A cell that shows a character; an invisible one is shown as a blank.
  init(_ scalar: Unicode.Scalar, _ style: Style = .plain) {
    self.scalar = displayWidth(of: scalar) == 0 ? " " : scalar.shown
    self.style = style
    marks = ""
  }

  /// A cell that shows a character made of parts.
  init(_ cluster: CellCluster, _ style: Style) {
    self.init(trusted: cluster.scalar, cluster.marks, style)
  }

  private init(trusted scalar: Unicode.Scalar, _ marks: String, _ style: Style) {
    self.scalar = scalar
    self.marks = marks
    self.style = style
  }

  static let blank = Cell(" ")

  /// The second column of a wide character.
  static func continuation(_ style: Style) -> Cell { Cell(trusted: "\0", "", style) }

  func styled(_ style: Style) -> Cell { Cell(trusted: scalar, marks, style) }

  /// The character with all of its parts.
  var text: String {
    var text = String(Character(scalar))
    if !marks.isEmpty { text.unicodeScalars.append(contentsOf: marks.unicodeScalars) }
    return text
  }

  var isContinuation: Bool { scalar == "\0" }
  var isWide: Bool { displayWidth(of: scalar) == 2 }
}
