import Documents

/// One column of one row: a character and its style.
struct Cell: Hashable, Sendable {
  /// The character, or the first part of one that is made of several.
  let scalar: Unicode.Scalar
  let style: Style
  /// The parts that join it; nil for nearly all characters.
  let marks: CellMarks?

  /// A cell that shows a character; an invisible one is shown as a blank.
  init(_ scalar: Unicode.Scalar, _ style: Style = .plain) {
    self.scalar = displayWidth(of: scalar) == 0 ? " " : scalar.shown
    self.style = style
    marks = nil
  }

  /// A cell that shows a character made of parts.
  init(_ cluster: CellCluster, _ style: Style) {
    let marks = cluster.marks.isEmpty ? nil : CellMarks(cluster.marks)
    self.init(trusted: cluster.scalar, marks, style)
  }

  private init(trusted scalar: Unicode.Scalar, _ marks: CellMarks?, _ style: Style) {
    self.scalar = scalar
    self.marks = marks
    self.style = style
  }

  static let blank = Cell(" ")

  /// The second column of a wide character.
  static func continuation(_ style: Style) -> Cell { Cell(trusted: "\0", nil, style) }

  func styled(_ style: Style) -> Cell { Cell(trusted: scalar, marks, style) }

  /// The cell as it can be shown at a depth of colour.
  func fitted(to depth: ColorDepth) -> Cell {
    let style = style.fitted(to: depth)
    guard depth == .monochrome, hasTwoHalves else { return styled(style) }
    return Cell("█", Style(style.foreground, on: style.background))
  }

  /// Whether two colours fill it, one above the other: then the lower half block is in reverse.
  var hasTwoHalves: Bool { scalar == "▄" && style.attributes.contains(.reverse) }

  /// The character with all of its parts.
  var text: String {
    var text = String(Character(scalar))
    if let marks { text.unicodeScalars.append(contentsOf: marks.text.unicodeScalars) }
    return text
  }

  var isContinuation: Bool { scalar == "\0" }
  var isWide: Bool { displayWidth(of: scalar) == 2 }
  /// Whether it is a whole character in one column.
  var isNarrow: Bool { !isContinuation && !isWide }
}

/// The parts that join a character: combining marks, and what joiners add.
///
/// An object, so that the cells without any, which are nearly all, stay small.
final class CellMarks: Hashable, Sendable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (one: CellMarks, other: CellMarks) -> Bool { one.text == other.text }

  func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
