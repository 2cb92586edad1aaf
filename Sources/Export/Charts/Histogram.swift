/// The distribution of some values as bars, with lines at percentiles.
struct Histogram {
  let values: [Double]
  /// Values with their names, drawn as lines.
  let lines: [(name: String, value: Double)]
  let palette: ChartPalette
  let width: Double
  let height: Double

  private static let barCount = 48
  private static let margin = 46.0

  private var counts: [Int] {
    var counts = [Int](repeating: 0, count: Self.barCount)
    let top = values.max() ?? 0
    for value in values {
      let place = top > 0 ? Int(value / top * Double(Self.barCount)) : 0
      counts[min(max(place, 0), Self.barCount - 1)] += 1
    }
    return counts
  }

  /// Appends the chart, its upper left corner at the origin, to the inside of an `svg` element.
  func append(to text: inout MarkupText) {
    let counts = counts
    let horizontal = Axis(
      0...max(values.max() ?? 0, 1e-9), start: Self.margin, length: width - Self.margin - 12)
    let bottom = height - 34
    let vertical = Axis(0...Double(counts.max() ?? 1), start: bottom, length: -(bottom - 22))
    for mark in vertical.marks(distance: 34, isTime: false) where mark == mark.rounded() {
      let y = coordinate(vertical.place(of: mark))
      text.raw(
        "<line x1=\"\(coordinate(Self.margin))\" x2=\"\(coordinate(width - 12))\" y1=\"\(y)\" "
          + "y2=\"\(y)\" stroke=\"\(palette.grid)\"/>")
      text.label(
        plainNumber(mark), Self.margin - 6, vertical.place(of: mark) + 4, "end", palette.dim)
    }
    let bar = horizontal.length / Double(Self.barCount)
    var path = ""
    for (place, count) in counts.enumerated() where count > 0 {
      let (x, y) = (Self.margin + Double(place) * bar, vertical.place(of: Double(count)))
      path +=
        "M\(coordinate(x)) \(coordinate(bottom))V\(coordinate(y))h\(coordinate(bar - 1))"
        + "V\(coordinate(bottom))z"
    }
    text.raw("<path fill=\"\(palette.models[0])\" d=\"\(path)\"/>\n")
    for mark in horizontal.marks(distance: 70, isTime: true) {
      text.label(clock(mark), horizontal.place(of: mark), bottom + 15, "middle", palette.dim)
    }
    text.label("latency", width - 12, height - 4, "end", palette.dim)
    text.label("requests", 4, 12, "start", palette.dim)
    var last = -Double.infinity
    for line in lines {
      let place = horizontal.place(of: line.value)
      let x = coordinate(place)
      text.raw(
        "<line x1=\"\(x)\" x2=\"\(x)\" y1=\"18\" y2=\"\(coordinate(bottom))\" "
          + "stroke=\"\(palette.text)\" stroke-dasharray=\"3 2\"/>")
      if place - last > 30 { text.label(line.name, place, 13, "middle", palette.dim) }
      last = place
    }
  }
}
