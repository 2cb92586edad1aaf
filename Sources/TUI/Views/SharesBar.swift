/// The parts of a GPU's time: computing, switching or loading, idle.
struct TimeShares {
  let computing: Double
  let preparing: Double
  var idle: Double { max(0, 1 - computing - preparing) }

  /// The percentages, which add up to a hundred.
  var percentages: [Int] {
    let computing = Format.percentage(computing) ?? 0
    let preparing = min(Format.percentage(preparing) ?? 0, 100 - computing)
    return [computing, preparing, max(0, 100 - computing - preparing)]
  }
}

/// A bar of three parts: computing, switching or loading, idle.
enum SharesBar {
  static func draw(_ shares: TimeShares, _ rect: Rect, _ theme: Theme, _ canvas: inout Canvas) {
    let width = rect.width
    let computing = cells(shares.computing, width)
    let preparing = min(cells(shares.preparing, width), width - computing)
    let parts: [(count: Int, glyph: Unicode.Scalar, style: Style)] = [
      (computing, "▄", theme.style(.good)), (preparing, "▒", theme.style(.warn)),
      (width - computing - preparing, "·", theme.style(.idle)),
    ]
    var x = rect.x
    for part in parts {
      canvas.horizontalLine(
        x: x, y: rect.y, width: part.count, style: part.style, glyph: part.glyph)
      x += part.count
    }
  }

  /// The cells of a share; none that is worth a percent disappears.
  private static func cells(_ share: Double, _ width: Int) -> Int {
    let cells = Int(cells: share * Double(width), in: 0...max(width, 0))
    return cells == 0 && share >= 0.01 && width > 0 ? 1 : min(cells, width)
  }
}
