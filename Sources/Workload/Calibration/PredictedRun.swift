public import Audit
internal import Documents
public import Engine
internal import Foundation
internal import History

/// A measured run beside simulations of its inputs.
public struct PredictedRun: Sendable {
  /// The outcome of a run.
  private struct Outcome {
    var makespan: Double
    var meanLatency: Double?
    var switchTime: Double

    init(_ scenario: Scenario, _ options: Options, _ trace: Trace) {
      let metrics = Metrics(scenario: scenario, options: options, trace: trace)
      makespan = metrics.makespan
      meanLatency = metrics.latency?.mean
      switchTime = trace.executions.reduce(0) { $0 + $1.switchTime }
    }

    init(simulating scenario: Scenario, _ options: Options, arrivingTimesFaster factor: Double) {
      let scenario = scenario.arriving(timesFaster: factor)
      var simulation = Simulation(scenario: scenario, options: options)
      simulation.runToEnd()
      self.init(scenario, options, simulation.trace)
    }
  }

  private let name: String
  private let measured: Outcome
  private let given: Outcome
  private let calibrated: Outcome

  /// Simulates the inputs of a log twice, under the options that the log states.
  ///
  /// - Parameters:
  ///   - name: the name of the log.
  ///   - log: the log of the measured run.
  ///   - given: its inputs as they are.
  ///   - calibrated: its inputs with calibrated times.
  /// - Throws: the first execution of the log that the inputs do not explain.
  public init(
    name: String, log: ExecutionLog, given: Scenario, calibrated: Scenario
  ) throws(ReplayFailure) {
    self.name = name
    let replayed = try ReplayedRun(log, in: given)
    measured = Outcome(replayed.scenario, replayed.options, replayed.trace)
    let factor = log.summary.timeScale ?? 1
    self.given = Outcome(simulating: given, replayed.options, arrivingTimesFaster: factor)
    self.calibrated = Outcome(simulating: calibrated, replayed.options, arrivingTimesFaster: factor)
  }

  /// The lines of a table of runs.
  public static func lines(_ runs: [PredictedRun]) -> [String] {
    var rows = [["", "", "measured", "calibrated", "error", "as configured", "error"]]
    for run in runs {
      func append(_ what: String, _ value: (Outcome) -> Double?) {
        guard let measured = value(run.measured), let calibrated = value(run.calibrated),
          let given = value(run.given)
        else { return }
        func error(_ predicted: Double) -> String {
          measured > 0 ? String(format: "%+.1f %%", (predicted / measured - 1) * 100) : "–"
        }
        rows.append([
          what == "makespan" ? visible(run.name) : "", what, fixed(measured) + " s",
          fixed(calibrated) + " s", error(calibrated), fixed(given) + " s", error(given),
        ])
      }
      append("makespan", \.makespan)
      append("mean latency", \.meanLatency)
      append("switching", \.switchTime)
    }
    return ["", "Simulated with these times, and with the configuration and requests as given:"]
      + CalibrationReport.aligned(rows)
  }
}
