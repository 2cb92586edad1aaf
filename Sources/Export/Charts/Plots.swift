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
  /// Writes a plot of the comparison: a part for each measure, with 95 % intervals.
  ///
  /// A number that differs between rows, such as that of GPUs, is the horizontal axis, and the other
  /// settings are lines; without one each row is a bar.
  ///
  /// - Parameters:
  ///   - title: The title.
  ///   - palette: The colours.
  ///   - stream: The file.
  /// - Throws: The reason why it cannot be written.
  public func writePlot(
    title: String, _ palette: ChartPalette = .paper, to stream: inout OutputStream
  ) throws(WriteFailure) {
    var text = MarkupText()
    if let setting = plottedSetting {
      let plot = ComparisonLines(
        setting: setting, measures: plottedMeasures, note: intervalNote, palette: palette)
      text.beginPicture(title, width: ComparisonLines.width, height: plot.height, palette)
      plot.append(to: &text)
    } else {
      let plot = ComparisonBars(
        labels: rowLabels, measures: plottedMeasures, note: intervalNote + markNote,
        palette: palette)
      text.beginPicture(title, width: ComparisonBars.width, height: plot.height, palette)
      plot.append(to: &text)
    }
    text.raw("</svg>\n")
    try stream.write(text.buffer)
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
