public import Documents
internal import Engine
internal import History
public import Workload

extension ExportedRun {
  /// Writes a plot of the run: latency distribution, and load over time.
  public func writePlot(
    _ palette: ChartPalette = .paper, to stream: inout OutputStream
  ) throws(WriteFailure) {
    let width = 760.0
    let times = GanttChart(self, palette: palette, width: width).times
    var text = MarkupText()
    text.beginPicture(heading, width: width, height: 300 + LoadChart.height, palette)
    if let latency = metrics.latency {
      text.raw("<g transform=\"translate(0 40)\">")
      Histogram(
        values: metrics.completed.map(\.latency),
        lines: [
          ("P50", latency.median), ("P90", latency.p90), ("P95", latency.p95),
          ("P99", latency.p99),
        ], palette: palette, width: width, height: 230
      ).append(to: &text)
      text.raw("</g>\n")
    }
    text.raw("<g transform=\"translate(0 285)\">")
    LoadChart(run: self, palette: palette, width: width, times: times).append(to: &text)
    text.raw("</g>\n</svg>\n")
    try stream.write(text.buffer)
  }
}

extension ComparisonTable {
  /// Writes a plot of the comparison: a part for each measure, a bar for each row, 95 % intervals.
  ///
  /// - Parameters:
  ///   - title: The title.
  ///   - palette: The colours.
  ///   - stream: The file.
  /// - Throws: The reason why it cannot be written.
  public func writePlot(
    title: String, _ palette: ChartPalette = .paper, to stream: inout OutputStream
  ) throws(WriteFailure) {
    let plot = ComparisonPlot(labels: rowLabels, measures: plottedMeasures, palette: palette)
    var text = MarkupText()
    text.beginPicture(title, width: ComparisonPlot.width, height: plot.height, palette)
    plot.append(to: &text)
    text.raw("</svg>\n")
    try stream.write(text.buffer)
  }
}

/// Bars of several measures, each measure a part with an axis of its own.
private struct ComparisonPlot {
  let labels: [String]
  let measures: [PlottedMeasure]
  let palette: ChartPalette

  static let width = 760.0
  private static let row = 18.0
  private static let title = 30.0

  private var margin: Double {
    min(280, 24 + 6.4 * Double(labels.map(\.count).max() ?? 0))
  }

  private var partHeight: Double { Self.title + Self.row * Double(labels.count) }

  var height: Double { 44 + partHeight * Double(measures.count) + 12 }

  func append(to text: inout MarkupText) {
    for (place, measure) in measures.enumerated() {
      append(measure, top: 40 + Double(place) * partHeight, to: &text)
    }
  }

  private func append(_ measure: PlottedMeasure, top: Double, to text: inout MarkupText) {
    text.label(measure.title, margin, top + 20, "start", palette.text, isBold: true)
    let largest =
      measure.values.compactMap { value in
        value.map { $0.mean + ($0.margin ?? 0) }
      }.max() ?? 1
    let axis = Axis(0...max(largest, 1e-12), start: margin, length: Self.width - margin - 90)
    for (index, value) in measure.values.enumerated() {
      let y = top + Self.title + Double(index) * Self.row
      text.label(labels[index], margin - 8, y + 11, "end", palette.text)
      guard let value else { continue }
      let end = axis.place(of: value.mean)
      // In grey, the best is told by its edge and its mark.
      text.raw(
        "<rect x=\"\(coordinate(margin))\" y=\"\(coordinate(y + 1))\" "
          + "width=\"\(coordinate(max(end - margin, 0.5)))\" height=\"13\" "
          + "fill=\"\(value.isBest ? palette.models[0] : palette.grid)\" "
          + "stroke=\"\(palette.dim)\" stroke-width=\"0.5\"/>")
      var labelPlace = end
      if let margin = value.margin {
        let (low, high) = (
          axis.place(of: max(0, value.mean - margin)), axis.place(of: value.mean + margin)
        )
        let middle = coordinate(y + 7.5)
        text.raw(
          "<path fill=\"none\" stroke=\"\(palette.text)\" "
            + "d=\"M\(coordinate(low)) \(middle)H\(coordinate(high))"
            + "M\(coordinate(low)) \(coordinate(y + 4))v7M\(coordinate(high)) \(coordinate(y + 4))v7\"/>"
        )
        labelPlace = max(end, high)
      }
      text.label(
        value.text + (value.isBest ? " *" : ""), labelPlace + 6, y + 11, "start", palette.dim)
    }
  }
}

extension MarkupText {
  /// Begins a picture with its title.
  mutating func beginPicture(
    _ title: String, width: Double, height: Double, _ palette: ChartPalette
  ) {
    let (width, height) = (coordinate(width), coordinate(height))
    raw(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)pt" height="\(height)pt" \
      viewBox="0 0 \(width) \(height)" font-family="Helvetica, Arial, sans-serif">
      <rect width="\(width)" height="\(height)" fill="\(palette.background)"/>

      """)
    element(
      "text", "x=\"16\" y=\"24\" font-size=\"15\" font-weight=\"bold\" fill=\"\(palette.text)\"",
      title)
    raw("\n")
  }

  /// Appends a label of the usual size.
  mutating func label(
    _ label: String, _ x: Double, _ y: Double, _ anchor: String, _ color: String,
    isBold: Bool = false
  ) {
    element(
      "text",
      "x=\"\(coordinate(x))\" y=\"\(coordinate(y))\" text-anchor=\"\(anchor)\" font-size=\"11\" "
        + (isBold ? "font-weight=\"bold\" " : "") + "fill=\"\(color)\"", label)
    raw("\n")
  }
}
