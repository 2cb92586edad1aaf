import ArgumentParser
import Documents
import Engine
import Foundation
import History
import Live
import Workload

/// A run at its end with what is to be told of it.
struct FinishedRun {
  let metrics: Metrics
  let summary: Summary
  let events: EventLines
  /// The lines of the metrics block.
  let report: [String]
  private let log: JSONLog
  private let eventCount: Int

  /// Takes a simulation that has come to its end.
  init(_ simulation: Simulation) {
    self.init(simulation.scenario, simulation.options, simulation.trace)
  }

  /// Takes the trace of a simulation that has come to its end.
  init(_ scenario: Scenario, _ options: Options, _ trace: Trace) {
    metrics = Metrics(scenario: scenario, options: options, trace: trace)
    summary = Summary(metrics: metrics, scenario: scenario, options: options, trace: trace)
    events = EventLines(scenario: scenario, trace: trace)
    report = MetricsReport(metrics, scenario: scenario).lines
    log = JSONLog(scenario: scenario, trace: trace, summary: summary)
    eventCount = trace.events.count
  }

  /// Takes a live run.
  init(_ outcome: LiveOutcome) {
    let (scenario, trace) = (outcome.scenario, outcome.trace)
    metrics = Metrics(scenario: scenario, options: outcome.options, trace: trace)
    summary = outcome.summary(metrics)
    events = EventLines(scenario: scenario, trace: trace)
    report = MetricsReport(metrics, scenario: scenario).lines + LiveReport(outcome).lines
    log = JSONLog(
      scenario: scenario, trace: trace, summary: summary, estimates: outcome.estimates)
    eventCount = trace.events.count
  }

  /// Writes both logs, or neither.
  func writeLogs(to folder: String) throws {
    try Interrupt.watching { try write(to: folder) }
  }

  private func write(to folder: String) throws {
    var files = try WholeFiles(folder: folder) { Interrupt.isRequested }
    let prefix = Self.timestamp() + " - "
    var bar = ProgressBar("writing")
    let (eventCount, executionCount) = (self.eventCount, metrics.executionCount)
    let total = eventCount + executionCount
    try files.write("baseline_scheduler.log") { (stream) throws(WriteFailure) in
      try events.write(to: &stream, prefix: prefix) {
        bar.update($0, of: total)
        return !Interrupt.isRequested
      }
      for line in report { try stream.write("\(prefix)\(line)\n") }
    }
    try files.write("baseline_execution_log.json") { (stream) throws(WriteFailure) in
      try log.write(to: &stream) {
        bar.update(eventCount + $0, of: total)
        return !Interrupt.isRequested
      }
    }
    bar.finish()
    try files.commit()
  }

  /// The time of day as the log has it: `YYYY-MM-DD HH:MM:SS`.
  private static func timestamp() -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.dateFormat = "yyyy-MM-dd HH:mm:ss"
    return formatter.string(from: Date())
  }
}
