import ArgumentParser
import Documents
import Engine
import Export
import Foundation
import History
import Workload

/// `gswarm-sim run`: runs a schedule without a screen and writes the logs and the metrics.
struct RunCommand: WordlessCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a schedule to its end; write the logs and the metrics.",
    usage: "gswarm-sim run [<options>]",
    discussion: """
      Writes baseline_scheduler.log and baseline_execution_log.json, both whole or \
      not at all, and prints the events and a block of EXECUTION METRICS. A log that \
      is replaced is named on standard error.

      Examples:
        gswarm-sim run --gpus 4
        gswarm-sim run --sample tour --mode online --quiet
        gswarm-sim run --sample tour --requests mine.yaml
        gswarm-sim run --sample studio --gpus 8 --json | jq .makespan
        gswarm-sim run --sample studio --gpus 8 --mode online --load 2
        gswarm-sim run --sample studio --gpus 8 --quiet --expect 'p95<60'
        gswarm-sim run --simulate true --server http://localhost:8000
        gswarm-sim run --estimates server --server http://localhost:8000
      """)

  @OptionGroup(title: "Scenario") var scenario: ScenarioOptions

  @OptionGroup(title: "Live runs") var live: LiveOptions

  @OptionGroup var expect: ExpectOptions

  @OptionGroup var stray: StrayArguments

  @Option(
    help: ArgumentHelp(
      "The folder for the two logs. (default: the current folder; with --json, no logs)",
      valueName: "dir"),
    transform: name)
  var output: String?

  @Flag(name: .shortAndLong, help: "Print the metrics block alone.")
  var quiet = false

  @Flag(help: "Print the summary as JSON and nothing else.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "Draw the latency distribution and the load over time to this file as well.",
      valueName: "file.svg"),
    transform: name)
  var plot: String?

  func validate() throws {
    _ = try live.load(scenario)
    if plot != nil, live.isRequested {
      throw UsageError.excludes(
        option: "--plot", other: "--simulate true", reason: "export takes the log of a live run")
    }
  }

  func run() throws {
    try live.isRequested ? runLive() : runSimulation()
  }

  private func runSimulation() throws {
    let loaded = try scenario.load(keepingCalls: live.asksForEstimates)
    let options = try scenario.options(for: loaded)
    let scenario = try live.scenario(of: loaded, rules: options.rules)
    try expect.check(in: scenario)
    Interrupt.watch()
    let simulation = try simulate(scenario, options)
    let run = FinishedRun(simulation, load: self.scenario.load)
    if let folder = output ?? (json ? nil : ".") { try run.writeLogs(to: folder) }
    if let plot { try draw(simulation, to: plot) }
    Interrupt.unwatch()
    var stream = Documents.OutputStream.standardOutput()
    if json {
      try stream.write(run.summary.json + "\n")
    } else {
      if !quiet { try run.events.write(to: &stream) }
      try stream.write(run.report.joined(separator: "\n") + "\n")
    }
    try stream.flush()
    try expect.check(scenario, options, simulation.trace)
    if !run.metrics.stranded.isEmpty { throw ExitCode.stranded }
  }

  private func draw(_ simulation: Simulation, to path: String) throws {
    let run = ExportedRun(
      History(of: simulation), title: try scenario.inputs.files().title, command: "gswarm-sim run")
    try writeFile(path) { (stream) throws(WriteFailure) in try run.writePlot(to: &stream) }
  }
}
