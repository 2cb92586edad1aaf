internal import Documents
public import Engine
internal import Foundation
public import History

/// The metrics of a run as a block of text headed `EXECUTION METRICS`.
public struct MetricsReport {
  private let metrics: Metrics
  private let scenario: Scenario
  private let showsSwitches: Bool

  /// The number of stranded nodes that are named.
  private static let namedStrandedNodes = 20

  /// Prepares the report of a run, which may or may not speak of switches.
  public init(_ metrics: Metrics, scenario: Scenario, showsSwitches: Bool = true) {
    self.metrics = metrics
    self.scenario = scenario
    self.showsSwitches = showsSwitches
  }

  /// The lines of the report.
  public var lines: [String] {
    var lines = ["EXECUTION METRICS", String(repeating: "=", count: 72)]
    lines.append("Makespan: \(seconds(metrics.makespan))")
    lines += requestLines
    lines += gpuLines
    lines += modelLines
    if showsSwitches { lines += switchLines }
    lines += strandedLines
    return lines
  }

  private var requestLines: [String] {
    let counts = "\(metrics.completedRequestCount) of \(scenario.requests.count) completed"
    var lines = ["", "Request completion times (\(counts)):"]
    if let latency = metrics.latency { lines += table(latency) }
    if let waiting = metrics.waiting {
      lines += ["", "Node waiting times (ready to dispatch):"] + table(waiting)
    }
    if let response = metrics.response {
      lines += ["", "Node response times (ready to end):"] + table(response)
    }
    return lines
  }

  private func table(_ values: Distribution) -> [String] {
    [
      ("mean", values.mean), ("median", values.median), ("P90", values.p90), ("P95", values.p95),
      ("P99", values.p99), ("min", values.min), ("max", values.max),
    ].map { name, value in "  \(padded(name, 8))\(right(fixed(value), 12)) s" }
  }

  private var gpuLines: [String] {
    var lines = ["", "GPU utilisation (busy share of the makespan):"]
    for (number, gpu) in metrics.gpus.enumerated() {
      lines.append(
        "  GPU \(padded("\(number)", 5))\(right(percent(gpu.utilisation), 8))  "
          + "busy \(right(fixed(gpu.busyTime), 10)) s  "
          + (showsSwitches ? "of which loading \(right(fixed(gpu.switchTime), 9)) s  " : "")
          + "executions \(gpu.executions)"
          + (showsSwitches ? "  switches \(gpu.switchesIn)" : ""))
    }
    return lines
  }

  private var modelLines: [String] {
    var lines = ["", "Model execution counts:"]
    let width = scenario.models.map { visible($0.id).count }.max() ?? 0
    for (model, metrics) in zip(scenario.models, metrics.models) {
      let switches =
        "  initial loads \(metrics.loads)  switches in \(metrics.switchesIn) "
        + "(\(fixed(metrics.switchInTime)) s), out \(metrics.switchesOut)"
      lines.append(
        "  \(padded(visible(model.id), width))  executions \(right("\(metrics.executions)", 6))"
          + (showsSwitches ? switches : ""))
    }
    return lines
  }

  private var switchLines: [String] {
    var lines = ["", "Model switching:"]
    lines.append("  switches             \(metrics.switchCount)")
    lines.append("  total switch time    \(seconds(metrics.totalSwitchTime))")
    lines.append("  share of GPU time    \(percent(metrics.switchShare))")
    if let rate = metrics.switchesPer100Dispatches {
      lines.append("  per 100 dispatches   \(fixed(rate))")
    }
    if let disk = metrics.loadsFromDisk, let host = metrics.loadsFromHost {
      lines.append("  loads from disk      \(disk)")
      lines.append("  loads from host      \(host)")
    }
    return lines
  }

  private var strandedLines: [String] {
    guard !metrics.stranded.isEmpty else { return [] }
    var lines = [
      "",
      "Stranded nodes: \(metrics.stranded.count), "
        + "in \(counted(metrics.unfinishedRequests.count, "unfinished request")):",
    ]
    for stranded in metrics.stranded.prefix(Self.namedStrandedNodes) {
      let request = visible(scenario[stranded.node.request].id)
      let node = visible(scenario[stranded.node].id)
      lines.append("  \(request)/\(node): \(scenario.sentence(for: stranded))")
    }
    let more = metrics.stranded.count - Self.namedStrandedNodes
    if more > 0 { lines.append("  … and \(more) more") }
    return lines
  }
}

extension Scenario {
  /// The reason why a node is stranded, as a sentence without a full stop.
  public func sentence(for stranded: StrandedNode) -> String {
    let nodes = workflow(of: stranded.node.request).nodes
    func name(_ node: Int) -> String { visible(nodes[node].id) }
    let words = stranded.reason.words(name: name)
    switch stranded.reason {
    case .needsMoreGPUs, .needsMoreMemory, .needsOtherKinds, .noRoomBesidePinned: break
    case .missingDependencies, .cycle, .waitsFor, .unfinished: return visible(words)
    }
    return "model \(visible(self[model(of: stranded.node)].id)) \(words)"
  }
}

private func seconds(_ value: Double) -> String { "\(fixed(value)) s" }
private func percent(_ share: Double) -> String { String(format: "%.1f %%", 100 * share) }

private func padded(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - text.count))
}

private func right(_ text: String, _ width: Int) -> String {
  String(repeating: " ", count: max(0, width - text.count)) + text
}
