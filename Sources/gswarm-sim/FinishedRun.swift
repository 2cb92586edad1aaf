import ArgumentParser
import Documents
import Engine
import Foundation
import History
import Live
import Workload

/// A run that has ended, with its metrics, its report and its logs.
struct FinishedRun {
  let metrics: Metrics
  let summary: Summary
  let events: EventLines
  /// The lines of the metrics block.
  let report: [String]
  private let log: JSONLog

  /// Takes a simulation that has ended.
  ///
  /// `load` is the factor by which requests arrived faster than in the file.
  init(_ simulation: Simulation, load: Double) {
    self.init(simulation.scenario, simulation.options, simulation.trace, load: load)
  }

  /// Takes the trace of a simulation that has come to its end.
  init(_ scenario: Scenario, _ options: Options, _ trace: Trace, load: Double) {
    metrics = Metrics(scenario: scenario, options: options, trace: trace)
    var summary = Summary(metrics: metrics, scenario: scenario, options: options, trace: trace)
    summary.timeScale = load == 1 ? nil : load
    self.summary = summary
    events = EventLines(scenario: scenario, trace: trace)
    report = MetricsReport(metrics, scenario: scenario).lines
    log = JSONLog(scenario: scenario, trace: trace, summary: summary)
  }

  /// Takes a live run.
  init(_ outcome: LiveOutcome) {
    let (scenario, trace) = (outcome.scenario, outcome.trace)
    metrics = Metrics(scenario: scenario, options: outcome.options, trace: trace)
    summary = outcome.summary(metrics)
    let showsSwitches = !outcome.loadsModelsItself
    events = EventLines(scenario: scenario, trace: trace, showsSwitches: showsSwitches)
    report =
      MetricsReport(metrics, scenario: scenario, showsSwitches: showsSwitches).lines
      + LiveReport(
        outcome, makespan: metrics.makespan, meanLatency: metrics.latency?.mean
      ).lines
    log = JSONLog(
      scenario: scenario, trace: trace, summary: summary, estimates: outcome.estimates,
      tokens: outcome.tokens)
  }

  private static let eventLogName = "baseline_scheduler.log"
  private static let executionLogName = "baseline_execution_log.json"

  /// Writes both logs, or neither; names those that are replaced on standard error.
  func writeLogs(to folder: String) throws {
    try Interrupt.watching { try write(to: folder) { Interrupt.isRequested } }
  }

  /// Writes both logs of a live run, or neither; no signal ends that.
  func writeMeasuredLogs(to folder: String) throws { try write(to: folder) { false } }

  private func write(to folder: String, isInterrupted: @escaping () -> Bool) throws {
    let replaced = Self.existingLogs(in: folder)
    var files = try WholeFiles(folder: folder, isInterrupted: isInterrupted)
    let prefix = Self.timestamp() + " - "
    var bar = ProgressBar("writing")
    let executionCount = metrics.executionCount
    try files.write(Self.executionLogName, and: Self.eventLogName) {
      (stream) throws(WriteFailure) in
      try log.write(to: &stream) {
        bar.update($0, of: executionCount)
        return !isInterrupted()
      }
    } secondContents: { [events, report] (stream) throws(WriteFailure) in
      // The stream asks itself whether the user wants no more.
      try events.write(to: &stream, prefix: prefix)
      for line in report { try stream.write("\(prefix)\(line)\n") }
    }
    bar.finish()
    try files.commit()
    if !replaced.isEmpty { printError("note: replaced \(replaced.joined(separator: " and "))\n") }
  }

  private static func existingLogs(in folder: String) -> [String] {
    [eventLogName, executionLogName].map { folder == "." ? $0 : "\(folder)/\($0)" }
      .filter { FileManager.default.fileExists(atPath: $0) }.map(visible)
  }

  /// The current time in the form of the log: `YYYY-MM-DD HH:MM:SS`.
  private static func timestamp() -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.dateFormat = "yyyy-MM-dd HH:mm:ss"
    return formatter.string(from: Date())
  }
}
