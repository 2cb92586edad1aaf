import Documents
import Engine
import Foundation

/// The part of a live run's report that simulations lack: predicted and measured times, fallbacks.
public struct LiveReport: Sendable {
  private let outcome: LiveOutcome
  private let measured: (makespan: Double, meanLatency: Double?)

  /// The largest number of fallbacks that are named one by one.
  private static let namedFallbacks = 20
  /// The overlap below which a server is said to work on one request at a time.
  private static let smallOverlap = 0.5

  /// Prepares the report of a run.
  ///
  /// - Parameters:
  ///   - outcome: the outcome of the run.
  ///   - makespan: the measured makespan, in seconds.
  ///   - meanLatency: the measured mean latency, in seconds; nil without completed requests.
  public init(_ outcome: LiveOutcome, makespan: Double, meanLatency: Double?) {
    self.outcome = outcome
    measured = (makespan, meanLatency)
  }

  /// The lines of the report; the first one is empty.
  public var lines: [String] { predictionLines + wholeRunLines + overlapLines + fallbackLines }

  private var predictionLines: [String] {
    let rows = predictions
    guard !rows.isEmpty else { return [] }
    let width = rows.map(\.name.count).max() ?? 0
    func padded(_ name: String) -> String {
      name.padding(toLength: width, withPad: " ", startingAt: 0)
    }
    return [
      "", "Predicted against measured, in seconds (calls that the server answered):",
      "  \(padded(""))\(PredictionTally.heads)",
    ] + rows.map { "  \(padded($0.name))\($0.errors.row)" }
  }

  private var wholeRunLines: [String] {
    guard let simulated = outcome.simulated, outcome.answeredCount > 0 else { return [] }
    var lines = [
      "", "The whole run, simulated with these inputs against measured:",
      Self.line("makespan", simulated.makespan, measured.makespan),
    ]
    if let expected = simulated.meanLatency, let latency = measured.meanLatency {
      lines.append(Self.line("mean latency", expected, latency))
    }
    return lines
  }

  private static func line(_ name: String, _ expected: Double, _ measured: Double) -> String {
    let name = name.padding(toLength: 14, withPad: " ", startingAt: 0)
    let error =
      measured > 0 ? String(format: "  (%+.1f %%)", 100 * (expected - measured) / measured) : ""
    return "  \(name)"
      + String(format: "predicted %10.2f s  measured %10.2f s", expected, measured) + error
  }

  private var overlapLines: [String] {
    guard let overlap = outcome.overlap, overlap < Self.smallOverlap else { return [] }
    return [
      "",
      String(format: "Calls overlapped by %.0f %%: ", 100 * overlap)
        + "this server works on one at a time,",
      "waiting in it is in the measured times.",
    ]
  }

  private var fallbackLines: [String] {
    guard !outcome.fallbacks.isEmpty else { return [] }
    let count = "\(outcome.fallbacks.count) of \(outcome.trace.executions.count)"
    var lines = ["", "Nodes that fell back to their estimated times: \(count)"]
    for fallback in outcome.fallbacks.prefix(Self.namedFallbacks) {
      let request = visible(outcome.scenario[fallback.node.request].id)
      lines.append(
        "  \(request)/\(visible(outcome.scenario[fallback.node].id)): \(fallback.reason)")
    }
    let more = outcome.fallbacks.count - Self.namedFallbacks
    if more > 0 { lines.append("  … and \(more) more") }
    return lines
  }

  /// The calls and switches of each model.
  private var predictions: [(name: String, errors: PredictionTally)] {
    let models = outcome.scenario.models
    var calls = models.map { _ in PredictionTally() }
    var switches = calls
    for (index, execution) in outcome.trace.executions.enumerated()
    where outcome.estimates[index].source == .measured {
      let model = outcome.scenario.model(of: outcome.trace.node(of: execution)).index
      calls[model].add(
        expected: outcome.estimates[index].seconds, measured: execution.executionTime)
      guard execution.replaced != .nothing else { continue }
      switches[model].add(
        expected: outcome.expectedSwitches[index], measured: execution.switchTime)
    }
    return models.indices.flatMap { index in
      let name = visible(models[index].id)
      return [("\(name) calls", calls[index]), ("\(name) loads and switches", switches[index])]
    }.filter { $0.1.count > 0 }
  }
}
