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
    var text = MarkupText()
    text.beginPicture(
      run.heading, width: chart.width, height: chart.height + 46, chart.palette)
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
