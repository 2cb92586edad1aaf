internal import Engine
internal import History
internal import Workload

/// The tables of the page.
extension ReportPage {
  private func table(
    _ columns: [(name: String, isNumber: Bool)], _ rows: [[String]], colors: [Int]? = nil,
    to text: inout MarkupText
  ) {
    text.raw("<div class=\"wide\"><table>\n<thead><tr>")
    for column in columns {
      text.element(
        "th", column.isNumber ? "class=\"n\" scope=\"col\"" : "scope=\"col\"", column.name)
    }
    text.raw("</tr></thead>\n<tbody>\n")
    for (index, row) in rows.enumerated() {
      text.raw("<tr>")
      for (place, cell) in row.enumerated() {
        text.raw(columns[place].isNumber ? "<td class=\"n\">" : "<td>")
        if place == 0, let colors {
          let color = PageStyle.palette.model(colors[index])
          text.raw("<i class=\"m\" style=\"background:\(color)\"></i>")
        }
        text.text(cell)
        text.raw("</td>")
      }
      text.raw("</tr>\n")
    }
    text.raw("</tbody></table></div>\n")
  }

  func appendModels(to text: inout MarkupText) {
    text.element("h2", "", "Models")
    let models = zip(run.scenario.models, run.metrics.models).enumerated()
      .filter { $0.element.1.executions > 0 }
    table(
      [
        ("model", false), ("GB", true), ("calls", true), ("loads", true), ("brought in", true),
        ("evicted", true), ("seconds of switches to it", true),
      ],
      models.map { _, pair in
        let (model, metrics) = pair
        return [
          model.name == model.id ? model.id : "\(model.name) (\(model.id))",
          plainNumber(model.memoryGB), "\(metrics.executions)", "\(metrics.loads)",
          "\(metrics.switchesIn)", "\(metrics.switchesOut)", plainNumber(metrics.switchInTime),
        ]
      }, colors: models.map(\.offset), to: &text)
  }

  func appendSwitches(to text: inout MarkupText) {
    text.element("h2", "", "Switches")
    let count = run.end.switchCount
    guard count > 0 else {
      text.raw("<p>No model had to make room for another.</p>\n")
      return
    }
    let pairs = run.end.switchPairs
    text.element(
      "p", "",
      "\(counted(count, "switch", "switches")), "
        + "\(plainNumber(run.metrics.totalSwitchTime)) s of them in total. Most often:")
    table(
      [("evicted", false), ("brought in", false), ("switches", true)],
      pairs.prefix(Self.switchCount).map {
        [run.scenario[$0.from].name, run.scenario[$0.to].name, "\($0.count)"]
      }, colors: pairs.prefix(Self.switchCount).map(\.from.index), to: &text)
    let entries = (0..<count).compactMap { run.end.switchEntry($0) }
      .sorted { ($1.seconds, $0.execution) < ($0.seconds, $1.execution) }
      .prefix(Self.switchCount)
    text.element("p", "", entries.count == count ? "All of them, longest first:" : "The longest:")
    table(
      [
        ("time", true), ("GPU", false), ("evicted", false), ("brought in", false),
        ("seconds", true), ("evicted model back after", true), ("for", false),
      ],
      entries.map { entry in
        let execution = run.trace.executions[entry.execution]
        let back = run.eviction(by: entry.execution)?.backAfter
        return [
          clock(entry.time), entry.gpus.gpuNumbers, run.scenario[entry.from].name,
          run.scenario[entry.to].name, plainNumber(entry.seconds),
          back.map(clock) ?? "not again",
          "\(run.requestID(of: execution))/\(run.nodeID(of: execution))",
        ]
      }, to: &text)
  }

  func appendSlowest(to text: inout MarkupText) {
    let slowest = run.end.slowestRequests(Self.slowestCount)
    guard !slowest.isEmpty else { return }
    text.element("h2", "", "Slowest requests")
    table(
      [
        ("request", false), ("workflow", false), ("arrived", true), ("latency", true),
        ("waiting", true), ("switching", true), ("computing", true),
      ],
      slowest.compactMap { request in
        guard let story = run.end.story(of: request.request) else { return nil }
        return [
          run.scenario.requests.id(of: request.request),
          run.scenario.workflow(of: request.request).name, clock(story.arrivalTime),
          clock(story.latency), clock(story.split.waiting), clock(story.split.switching),
          clock(story.split.computing),
        ]
      }, to: &text)
  }

  func appendStranded(to text: inout MarkupText) {
    let stranded = run.metrics.stranded
    guard !stranded.isEmpty else { return }
    text.element("h2", "", "Stranded work")
    text.element("p", "", "\(counted(stranded.count, "node")) never ran:")
    table(
      [("request", false), ("node", false), ("reason", false)],
      stranded.prefix(Self.strandedCount).map { node in
        [
          run.scenario.requests.id(of: node.node.request), run.scenario[node.node].id,
          reason(of: node),
        ]
      }, to: &text)
  }

  private func reason(of stranded: StrandedNode) -> String {
    let nodes = run.scenario.workflow(of: stranded.node.request).nodes
    return stranded.reason.words { nodes[$0].id }
  }
}
