/// A cell in pictures is 8 units wide and 16 high, so that eighths fall on whole numbers.
enum SVGCell {
  static let width = 8
  static let height = 16
}

/// The part of a cell that a block element covers, in units.
struct BlockShape: Hashable {
  let x: Int
  let y: Int
  let width: Int
  let height: Int

  init?(_ scalar: Unicode.Scalar) {
    let eighths = Int(scalar.value) - 0x2580
    switch scalar {
    case "▀": self.init(0, 0, 8, 8)
    case "▁"..."█": self.init(0, 16 - 2 * eighths, 8, 2 * eighths)
    case "▉"..."▏": self.init(0, 0, 16 - eighths, 16)
    case "▐": self.init(4, 0, 4, 16)
    case "▔": self.init(0, 0, 8, 2)
    case "▕": self.init(7, 0, 1, 16)
    default: return nil
    }
  }

  private init(_ x: Int, _ y: Int, _ width: Int, _ height: Int) {
    (self.x, self.y, self.width, self.height) = (x, y, width, height)
  }
}

/// The lines that a box-drawing character runs from its middle to its sides.
struct LineArms: OptionSet {
  let rawValue: UInt8

  static let left = LineArms(rawValue: 1)
  static let right = LineArms(rawValue: 2)
  static let up = LineArms(rawValue: 4)
  static let down = LineArms(rawValue: 8)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init?(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "─": self = [.left, .right]
    case "│": self = [.up, .down]
    case "┌": self = [.right, .down]
    case "┐": self = [.left, .down]
    case "└": self = [.right, .up]
    case "┘": self = [.left, .up]
    case "├": self = [.right, .up, .down]
    case "┤": self = [.left, .up, .down]
    case "┬": self = [.left, .right, .down]
    case "┴": self = [.left, .right, .up]
    case "┼": self = [.left, .right, .up, .down]
    case "╴": self = .left
    case "╶": self = .right
    case "╵": self = .up
    case "╷": self = .down
    default: return nil
    }
  }
}

/// The path of a character that is a curve or a slanted line, from the upper left corner of the cell.
///
/// Ends where the arms of its neighbours begin.
func strokePath(_ scalar: Unicode.Scalar) -> String? {
  switch scalar {
  case "╭": "m4.5 16v-4q0-3.5 3.5-3.5"
  case "╮": "m0 8.5q4.5 0 4.5 3.5v4"
  case "╰": "m4.5 0v5q0 3.5 3.5 3.5"
  case "╯": "m0 8.5q4.5 0 4.5-3.5v-5"
  case "╱": "m0 16l8-16"
  case "╲": "m0 0l8 16"
  case "╳": "m0 16l8-16m-8 0l8 16"
  default: nil
  }
}
