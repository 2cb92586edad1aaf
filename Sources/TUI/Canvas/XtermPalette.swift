/// The 256 colours that xterm and nearly every later terminal agree on.
///
/// 0 to 15 are the user's own (the values here are xterm's), 16 to 231 a cube of six levels, 232 to
/// 255 a ramp of greys.
enum XtermPalette {
  static func components(_ index: UInt8) -> (red: UInt8, green: UInt8, blue: UInt8) {
    switch index {
    case 0..<16:
      let value = named[Int(index)]
      return (UInt8(value >> 16), UInt8(value >> 8 & 255), UInt8(value & 255))
    case 16..<232:
      let cell = Int(index) - 16
      return (levels[cell / 36], levels[cell / 6 % 6], levels[cell % 6])
    default:
      let grey = 8 + 10 * (index - 232)
      return (grey, grey, grey)
    }
  }

  /// The entry nearest to a colour, among those that users do not redefine.
  static func nearest(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> UInt8 {
    let cell = (level(red), level(green), level(blue))
    let cube = UInt8(16 + 36 * cell.0 + 6 * cell.1 + cell.2)
    let mean = (Int(red) + Int(green) + Int(blue)) / 3
    let ramp = UInt8(232 + min(max((mean - 3) / 10, 0), 23))
    return distance(ramp, red, green, blue) < distance(cube, red, green, blue) ? ramp : cube
  }

  private static let named: [UInt32] = [
    0x00_0000, 0xCD_0000, 0x00_CD00, 0xCD_CD00, 0x00_00EE, 0xCD_00CD, 0x00_CDCD, 0xE5_E5E5,
    0x7F_7F7F, 0xFF_0000, 0x00_FF00, 0xFF_FF00, 0x5C_5CFF, 0xFF_00FF, 0x00_FFFF, 0xFF_FFFF,
  ]

  private static let levels: [UInt8] = [0, 95, 135, 175, 215, 255]

  private static func level(_ value: UInt8) -> Int {
    switch value {
    case ..<48: 0
    case ..<115: 1
    default: (Int(value) - 35) / 40
    }
  }

  private static func distance(_ index: UInt8, _ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int {
    let entry = components(index)
    let steps = [
      Int(entry.red) - Int(red), Int(entry.green) - Int(green), Int(entry.blue) - Int(blue),
    ]
    return steps.reduce(0) { $0 + $1 * $1 }
  }
}
