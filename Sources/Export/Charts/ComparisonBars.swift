internal import Workload

/// Bars of several measures, each measure a part with an axis of its own.
struct ComparisonBars {
  let labels: [String]
  let measures: [PlottedMeasure]
  let note: String
  let palette: ChartPalette

  static let width = 760.0
  private static let row = 18.0
  private static let title = 30.0
  /// The room for the numbers below the bars.
  private static let axis = 24.0

  private var margin: Double {
    min(280, 24 + 6.4 * Double(labels.map(\.count).max() ?? 0))
  }

  private var partHeight: Double {
    Self.title + Self.row * Double(labels.count) + Self.axis
  }

  var height: Double { 44 + partHeight * Double(measures.count) + 24 }

  func append(to text: inout MarkupText) {
    for (place, measure) in measures.enumerated() {
      append(measure, top: 40 + Double(place) * partHeight, to: &text)
    }
    text.label(note, 16, height - 10, "start", palette.dim)
  }

  private func append(_ measure: PlottedMeasure, top: Double, to text: inout MarkupText) {
    text.label(measure.title, margin, top + 20, "start", palette.text, isBold: true)
    let largest = measure.values.compactMap { $0?.high }.max() ?? 1
    let axis = Axis(0...max(largest, 1e-12), start: margin, length: Self.width - margin - 90)
    let (begin, end) = (top + Self.title, top + Self.title + Self.row * Double(labels.count))
    for mark in axis.marks(distance: 60, isTime: false) {
      let x = axis.place(of: mark)
      text.raw(
        "<path stroke=\"\(palette.grid)\" d=\"M\(coordinate(x)) \(coordinate(begin))"
          + "V\(coordinate(end + 3))\"/>")
      text.label(plainNumber(mark), x, end + 15, "middle", palette.dim)
    }
    for (index, value) in measure.values.enumerated() {
      let y = begin + Double(index) * Self.row
      text.label(labels[index], margin - 8, y + 12, "end", palette.text)
      if let value { append(value, axis, y, to: &text) }
    }
    text.raw(
      "<path stroke=\"\(palette.text)\" d=\"M\(coordinate(margin)) \(coordinate(begin))"
        + "V\(coordinate(end))\"/>\n")
  }

  private func append(
    _ value: PlottedMeasure.Value, _ axis: Axis, _ y: Double, to text: inout MarkupText
  ) {
    let end = axis.place(of: value.mean)
    // In grey, a mark is told by its darkness and its star.
    text.raw(
      "<rect x=\"\(coordinate(margin))\" y=\"\(coordinate(y + 2))\" "
        + "width=\"\(coordinate(max(end - margin, 0.5)))\" height=\"13\" "
        + "fill=\"\(value.isMarked ? palette.models[0] : palette.grid)\" "
        + "stroke=\"\(palette.dim)\" stroke-width=\"0.5\"/>")
    var labelPlace = end
    if value.margin != nil {
      let (low, high) = (axis.place(of: max(0, value.low)), axis.place(of: value.high))
      text.raw(
        "<path fill=\"none\" stroke=\"\(palette.text)\" "
          + "d=\"M\(coordinate(low)) \(coordinate(y + 8.5))H\(coordinate(high))"
          + "M\(coordinate(low)) \(coordinate(y + 5))v7M\(coordinate(high)) \(coordinate(y + 5))"
          + "v7\"/>")
      labelPlace = max(end, high)
    }
    text.label(
      value.text + (value.isMarked ? " *" : ""), labelPlace + 6, y + 12, "start", palette.dim)
  }
}
