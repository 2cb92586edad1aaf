public import Documents
internal import History
public import Workload

extension SizeAnswer {
  /// Writes a plot of the first test: its measure over the numbers of GPUs, a line for each row.
  ///
  /// - Parameters:
  ///   - title: The title.
  ///   - palette: The colours.
  ///   - stream: The file.
  /// - Throws: The reason why it cannot be written.
  public func writePlot(
    title: String, _ palette: ChartPalette = .paper, to stream: inout OutputStream
  ) throws(WriteFailure) {
    let plot = SizePlot(series: plottedSeries, bound: plottedBound, palette: palette)
    var text = MarkupText()
    text.beginPicture(title, width: SizePlot.width, height: plot.height, palette)
    plot.append(to: &text)
    text.raw("</svg>\n")
    try stream.write(text.buffer)
  }
}

/// Lines of a measure over numbers of GPUs, with the bound of a test.
private struct SizePlot {
  let series: [SizeSeries]
  let bound: SizeBound
  let palette: ChartPalette

  static let width = 760.0
  private static let (left, top, chartHeight) = (70.0, 52.0, 300.0)
  private static let legendRow = 18.0
  private static let dashes = ["", "6 3", "2 3", "8 3 2 3", "12 4"]

  var height: Double {
    Self.top + Self.chartHeight + 56 + Self.legendRow * Double(series.count)
  }

  private var right: Double { Self.width - 24 }
  private var bottom: Double { Self.top + Self.chartHeight }

  private var horizontal: Axis {
    let counts = series.flatMap { $0.points.map { Double($0.gpuCount) } }
    return Axis(
      (counts.min() ?? 0)...(counts.max() ?? 1), start: Self.left, length: right - Self.left)
  }

  /// From 0 to some way above the bound: far too few GPUs would flatten all the rest.
  private var vertical: Axis {
    let largest = series.flatMap { $0.points.map(\.value) }.max() ?? 1
    let limit = bound.isShare ? 1 : max(bound.value * 3, 1e-9)
    return Axis(
      0...min(max(largest, bound.value * 1.2), limit), start: bottom, length: -Self.chartHeight)
  }

  func append(to text: inout MarkupText) {
    let (x, y) = (horizontal, vertical)
    text.raw(
      "<clipPath id=\"chart\"><rect x=\"\(coordinate(Self.left))\" y=\"\(coordinate(Self.top))\" "
        + "width=\"\(coordinate(right - Self.left))\" height=\"\(coordinate(Self.chartHeight))\"/>"
        + "</clipPath>\n")
    appendAxes(x, y, to: &text)
    let place = coordinate(y.place(of: bound.value))
    text.raw(
      "<path d=\"M\(coordinate(Self.left)) \(place)H\(coordinate(right))\" fill=\"none\" "
        + "stroke=\"\(palette.text)\" stroke-dasharray=\"4 3\" stroke-width=\"0.8\"/>\n")
    text.label(bound.label, right, y.place(of: bound.value) - 5, "end", palette.text)
    for (index, line) in series.enumerated() {
      append(line, index, x, y, to: &text)
    }
  }

  private func appendAxes(_ x: Axis, _ y: Axis, to text: inout MarkupText) {
    for mark in y.marks(distance: 40, isTime: false) {
      let place = y.place(of: mark)
      text.raw(
        "<path d=\"M\(coordinate(Self.left)) \(coordinate(place))H\(coordinate(right))\" "
          + "stroke=\"\(palette.grid)\" stroke-width=\"0.6\" fill=\"none\"/>\n")
      text.label(plainNumber(mark), Self.left - 8, place + 4, "end", palette.dim)
    }
    for mark in x.marks(distance: 50, isTime: false) where mark == mark.rounded() {
      let place = x.place(of: mark)
      text.raw(
        "<path d=\"M\(coordinate(place)) \(coordinate(bottom))v4\" stroke=\"\(palette.dim)\" "
          + "stroke-width=\"0.8\" fill=\"none\"/>\n")
      text.label(plainNumber(mark), place, bottom + 17, "middle", palette.dim)
    }
    text.label("GPUs", (Self.left + right) / 2, bottom + 34, "middle", palette.text)
    text.label(bound.title, Self.left, Self.top - 8, "start", palette.text)
  }

  private func append(
    _ line: SizeSeries, _ index: Int, _ x: Axis, _ y: Axis, to text: inout MarkupText
  ) {
    let color = palette.models[index % palette.models.count]
    let dash = Self.dashes[index % Self.dashes.count]
    let dashing = dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\""
    let points = line.points.map {
      "\(coordinate(x.place(of: Double($0.gpuCount)))) \(coordinate(y.place(of: $0.value)))"
    }
    text.raw("<g clip-path=\"url(#chart)\">")
    if points.count > 1 {
      text.raw(
        "<path d=\"M\(points.joined(separator: "L"))\" fill=\"none\" stroke=\"\(color)\" "
          + "stroke-width=\"1.6\"\(dashing)/>")
    }
    for point in line.points {
      guard let margin = point.margin else { continue }
      text.raw(
        "<path d=\"M\(coordinate(x.place(of: Double(point.gpuCount)))) "
          + "\(coordinate(y.place(of: max(0, point.value - margin))))"
          + "V\(coordinate(y.place(of: point.value + margin)))\" fill=\"none\" "
          + "stroke=\"\(color)\" stroke-width=\"0.9\"/>")
    }
    text.raw("</g>\n")
    if let answer = line.points.first(where: { $0.gpuCount == line.answer }) {
      text.raw(
        "<circle cx=\"\(coordinate(x.place(of: Double(answer.gpuCount))))\" "
          + "cy=\"\(coordinate(y.place(of: min(answer.value, y.values.upperBound))))\" r=\"4\" "
          + "fill=\"\(color)\" stroke=\"\(palette.text)\" stroke-width=\"0.8\"/>\n")
    }
    let row = bottom + 56 + Self.legendRow * Double(index)
    text.raw(
      "<path d=\"M\(coordinate(Self.left)) \(coordinate(row - 4))h28\" fill=\"none\" "
        + "stroke=\"\(color)\" stroke-width=\"1.6\"\(dashing)/>\n")
    text.label(line.label, Self.left + 36, row, "start", palette.text)
  }
}
