import Documents
import Engine
import Foundation

/// The part of a live run's report that simulations lack: predicted and measured times, fallbacks.
public struct LiveReport: Sendable {
  private let outcome: LiveOutcome

  /// The largest number of fallbacks that are named one by one.
  private static let namedFallbacks = 20

  /// Prepares the report of a run.
  public init(_ outcome: LiveOutcome) { self.outcome = outcome }

  /// The lines of the report; the first one is empty.
  public var lines: [String] { predictionLines + fallbackLines }

  private var predictionLines: [String] {
    let rows = predictions.filter { $0.count > 0 }
    guard !rows.isEmpty else { return [] }
    let width = rows.map(\.model.count).max() ?? 0
    return ["", "Predicted against measured (calls that the server answered):"]
      + rows.map { row in
        let name = row.model.padding(toLength: width, withPad: " ", startingAt: 0)
        return "  \(name)  calls \(String(format: "%6d", row.count))"
          + String(
            format: "  predicted %9.2f s  measured %9.2f s  mean error %+.2f s",
            row.predicted / Double(row.count), row.measured / Double(row.count),
            (row.measured - row.predicted) / Double(row.count))
      }
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

  private struct Row {
    let model: String
    var count = 0
    var predicted = 0.0
    var measured = 0.0
  }

  /// The sums for each model.
  private var predictions: [Row] {
    var rows = outcome.scenario.models.map { Row(model: visible($0.id)) }
    for (execution, estimate) in zip(outcome.trace.executions, outcome.estimates)
    where estimate.source == .measured {
      let model = outcome.scenario.model(of: outcome.trace.node(of: execution)).index
      rows[model].count += 1
      rows[model].predicted += estimate.seconds
      rows[model].measured += execution.executionTime
    }
    return rows
  }
}
