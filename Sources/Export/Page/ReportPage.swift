internal import Documents
internal import Engine
internal import History
internal import Workload

/// A page that needs nothing else: no file, no network, and no script to be read.
struct ReportPage {
  let run: ExportedRun
  private let times: ClosedRange<Double>

  private static let width = 1088.0
  static let slowestCount = 30
  static let switchCount = 30
  static let strandedCount = 50

  init(_ run: ExportedRun) {
    self.run = run
    times = GanttChart(run, palette: PageStyle.palette, width: Self.width).times
  }

  func write(to stream: inout OutputStream) throws(WriteFailure) {
    var text = MarkupText()
    appendHead(to: &text)
    appendFacts(to: &text)
    appendLanes(to: &text)
    appendLatency(to: &text)
    appendLoad(to: &text)
    appendModels(to: &text)
    appendSwitches(to: &text)
    appendSlowest(to: &text)
    appendStranded(to: &text)
    text.raw("</main>\n<script type=\"application/json\" id=\"data\">")
    var data = JSONText()
    LaneData(run, times: times).append(to: &data, colorCount: PageStyle.palette.models.count)
    // A name must not end the element; in JSON "<" may be written as an escape.
    text.raw(data.buffer.text.replacing("<", with: "\\u003c"))
    text.raw("</script>\n<script>\(PageStyle.script)</script>\n</body>\n</html>\n")
    try stream.write(text.buffer)
  }

  // MARK: - Head

  private func appendHead(to text: inout MarkupText) {
    text.raw(
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
      style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
      <link rel="icon" href="data:,">

      """)
    text.element("title", "", run.heading)
    text.raw("\n<style>\(PageStyle.variables)\(PageStyle.sheet)</style>\n</head>\n<body>\n<main>\n")
    text.element("h1", "", run.heading)
    text.raw("\n<p class=\"dim\">Made by ")
    text.element("code", "", run.command)
    text.raw("</p>\n")
  }

  private func appendFacts(to text: inout MarkupText) {
    let metrics = run.metrics
    let busy = metrics.gpus.reduce(0) { $0 + $1.busyTime }
    let switching = metrics.gpus.reduce(0) { $0 + $1.switchTime }
    let requests = run.scenario.requests.count
    var facts = [
      ("makespan", clock(metrics.makespan)),
      ("requests completed", "\(metrics.completedRequestCount) of \(requests)"),
      ("model switches", "\(metrics.switchCount)"),
      ("of busy GPU time is switching or loading", percent(busy > 0 ? switching / busy : 0)),
      ("of GPU time is busy", percent(mean(metrics.gpus.map(\.utilisation)))),
    ]
    if let latency = metrics.latency {
      facts += [
        ("mean latency", clock(latency.mean)), ("P50", clock(latency.median)),
        ("P95", clock(latency.p95)), ("P99", clock(latency.p99)), ("slowest", clock(latency.max)),
      ]
    }
    text.raw("<div class=\"facts\">\n")
    for (name, value) in facts {
      text.raw("<div>")
      text.element("b", "", value)
      text.element("span", "class=\"dim\"", name)
      text.raw("</div>\n")
    }
    text.raw("</div>\n")
  }

  private func mean(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }

  private func percent(_ share: Double) -> String {
    "\(plainNumber((share * 1000).rounded() / 10)) %"
  }

  // MARK: - Charts

  private func appendLanes(to text: inout MarkupText) {
    let chart = GanttChart(run, palette: PageStyle.palette, width: Self.width, times: times)
    text.element("h2", "", "What each GPU did")
    text.raw(
      """

      <div id="zoom" hidden>
      <div class="tools">
      <button type="button" data-do="in">Zoom in</button>
      <button type="button" data-do="out">Zoom out</button>
      <button type="button" data-do="left">Earlier</button>
      <button type="button" data-do="right">Later</button>
      <button type="button" data-do="all">All</button>
      <span class="dim">or drag; with the chart in focus: wheel, +, −, ←, →, 0</span>
      </div>
      <canvas id="lanes" tabindex="0" role="img"></canvas>

      """)
    appendLegend(to: &text)
    text.raw(
      """
      <p id="tip" class="dim" aria-live="polite"></p>
      </div>
      <div id="still">

      """)
    beginPicture(
      "Lanes of \(run.options.gpuCount) GPUs over time", height: chart.height + 4, to: &text)
    chart.append(to: &text, top: 4)
    text.raw("</svg></div>\n</div>\n")
    if !LaneData(run, times: times).isExact {
      text.raw(
        "<p class=\"dim\">Narrow neighbours of the chart are drawn as one; tables are exact.</p>\n")
    }
  }

  private func appendLegend(to text: inout MarkupText) {
    text.raw("<p class=\"legend\">")
    for (index, model) in run.scenario.models.enumerated()
    where run.metrics.models[index].executions > 0 {
      text.raw(
        "<span><i class=\"m\" style=\"background:\(PageStyle.palette.model(index))\"></i>")
      text.text(model.name)
      text.raw("</span>")
    }
    text.raw("<span class=\"dim\">hatched: made resident</span></p>\n")
  }

  private func beginPicture(_ label: String, height: Double, to text: inout MarkupText) {
    text.raw(
      "<div class=\"wide\"><svg viewBox=\"0 0 \(coordinate(Self.width)) \(coordinate(height))\" "
        + "width=\"\(coordinate(Self.width))\" role=\"img\" aria-label=\"")
    text.text(label)
    text.raw("\">\n")
  }

  private func appendLatency(to text: inout MarkupText) {
    guard let latency = run.metrics.latency else { return }
    text.element("h2", "", "Latency of requests")
    beginPicture("Distribution of latencies", height: 220, to: &text)
    Histogram(
      values: run.metrics.completed.map(\.latency),
      lines: [
        ("P50", latency.median), ("P90", latency.p90), ("P95", latency.p95), ("P99", latency.p99),
      ], palette: PageStyle.palette, width: Self.width, height: 220
    ).append(to: &text)
    text.raw("</svg></div>\n")
  }

  private func appendLoad(to text: inout MarkupText) {
    text.element("h2", "", "Load over time")
    beginPicture("Load over time", height: LoadChart.height, to: &text)
    LoadChart(run: run, palette: PageStyle.palette, width: Self.width, times: times)
      .append(to: &text)
    text.raw("</svg></div>\n")
  }
}
