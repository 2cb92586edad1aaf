import ArgumentParser
import Engine
import Foundation
import Workload

/// `gswarm-sim run`: simulates without a screen and writes the log and the metrics.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a schedule to its end; write the log and the metrics.",
    discussion: """
      Writes baseline_scheduler.log and baseline_execution_log.json to the output folder, both \
      whole or not at all, and prints what happened and an EXECUTION METRICS block.

      Examples:
        gswarm-sim run --gpus 4
        gswarm-sim run --sample tour --mode online --quiet
        gswarm-sim run --sample studio --gpus 8 --json | jq .makespan
      """)

  @OptionGroup(title: "Scenario") var scenario: ScenarioOptions

  @Option(help: ArgumentHelp("The folder for the two logs.", valueName: "dir"))
  var output = "."

  @Flag(name: .shortAndLong, help: "Print the metrics block alone.")
  var quiet = false

  @Flag(help: "Print the summary as JSON, and nothing else.")
  var json = false

  func run() throws {
    try reportingFailures {
      let loaded = try scenario.load()
      guard let gpuCount = loaded.gpuCount else {
        complain(
          "error: how many GPUs? Give --gpus N, or hardware.gpus in the configuration\n")
        throw ExitCode.usage
      }
      Interrupt.watch()
      let run = FinishedRun(
        try simulate(loaded.scenario, scenario.options(gpuCount: gpuCount)))
      try run.writeLogs(to: output)
      Interrupt.unwatch()
      var stream = OutputStream.standardOutput()
      if json {
        try stream.write(run.summary.json + "\n")
      } else {
        if !quiet { try run.events.write(to: &stream) }
        try stream.write(run.report.lines.joined(separator: "\n") + "\n")
      }
      try stream.flush()
      if !run.metrics.stranded.isEmpty { throw ExitCode.stranded }
    }
  }
}

/// A simulation at its end with what is to be told of it.
private struct FinishedRun {
  let metrics: Metrics
  let summary: Summary
  let events: EventLines
  let report: MetricsReport
  private let log: JSONLog
  private let eventCount: Int

  init(_ simulation: Simulation) {
    let (scenario, options, trace) = (simulation.scenario, simulation.options, simulation.trace)
    metrics = Metrics(scenario: scenario, options: options, trace: trace)
    summary = Summary(metrics: metrics, scenario: scenario, options: options, trace: trace)
    events = EventLines(scenario: scenario, trace: trace)
    report = MetricsReport(metrics, scenario: scenario)
    log = JSONLog(scenario: scenario, trace: trace, summary: summary)
    eventCount = trace.events.count
  }

  /// Writes both logs, or neither.
  func writeLogs(to folder: String) throws {
    var files = try WholeFiles(folder: folder)
    let prefix = Self.timestamp() + " - "
    var bar = ProgressBar("writing")
    let (eventCount, executionCount) = (self.eventCount, metrics.executionCount)
    let total = eventCount + executionCount
    try files.write("baseline_scheduler.log") { (stream) throws(WriteFailure) in
      try events.write(to: &stream, prefix: prefix) {
        bar.update($0, of: total)
        return !Interrupt.isRequested
      }
      for line in report.lines { try stream.write("\(prefix)\(line)\n") }
    }
    try files.write("baseline_execution_log.json") { (stream) throws(WriteFailure) in
      try log.write(to: &stream) {
        bar.update(eventCount + $0, of: total)
        return !Interrupt.isRequested
      }
    }
    bar.finish()
    guard !Interrupt.isRequested else { throw ExitCode.interrupted }
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
