internal import Documents
internal import Engine
internal import History
internal import Workload

/// The Gantt chart of a run as a file: title, lanes, axis, legend.
struct SVGChart {
  private let run: ExportedRun
  private let chart: GanttChart

  init(_ run: ExportedRun, _ options: ExportOptions) {
    self.run = run
    let whole = GanttChart(run, palette: options.palette, width: options.width).times
    let from = min(max(options.from ?? whole.lowerBound, whole.lowerBound), whole.upperBound)
    let to = min(max(options.to ?? whole.upperBound, from), whole.upperBound)
    chart = GanttChart(run, palette: options.palette, width: options.width, times: from...to)
  }

  func write(to stream: inout OutputStream) throws(WriteFailure) {
    let (width, height) = (coordinate(chart.width), coordinate(chart.height + 46))
    var text = MarkupText()
    text.raw(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)pt" height="\(height)pt" \
      viewBox="0 0 \(width) \(height)" font-family="Helvetica, Arial, sans-serif">
      <rect width="\(width)" height="\(height)" fill="\(chart.palette.background)"/>

      """)
    text.element(
      "text",
      "x=\"16\" y=\"24\" font-size=\"15\" font-weight=\"bold\" fill=\"\(chart.palette.text)\"",
      run.heading)
    text.raw("\n")
    chart.append(to: &text, top: 38)
    text.raw("</svg>\n")
    try stream.write(text.buffer)
  }
}

extension ExportedRun {
  /// The run in one line.
  var heading: String {
    let gpus = options.gpuCount == 1 ? "1 GPU" : "\(options.gpuCount) GPUs"
    return "\(title) · \(options.policy) · \(options.mode.rawValue) · \(gpus)"
  }
}
