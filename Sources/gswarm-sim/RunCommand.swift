import ArgumentParser
import Documents
import Engine
import Foundation
import History
import Workload

/// `gswarm-sim run`: runs a schedule without a screen and writes the log and the metrics.
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
        gswarm-sim run --simulate true --server http://localhost:8000
      """)

  @OptionGroup(title: "Scenario") var scenario: ScenarioOptions

  @OptionGroup(title: "Live runs (--simulate true)") var live: LiveOptions

  @Option(help: ArgumentHelp("The folder for the two logs.", valueName: "dir"))
  var output = "."

  @Flag(name: .shortAndLong, help: "Print the metrics block alone.")
  var quiet = false

  @Flag(help: "Print the summary as JSON, and nothing else.")
  var json = false

  func run() throws {
    try reportingFailures { try scenario.simulate == .true ? runLive() : runSimulation() }
  }

  private func runSimulation() throws {
    let loaded = try scenario.load()
    let gpuCount = try Self.gpuCount(of: loaded)
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
      try stream.write(run.report.joined(separator: "\n") + "\n")
    }
    try stream.flush()
    if !run.metrics.stranded.isEmpty { throw ExitCode.stranded }
  }

  /// The number of GPUs, which a run does not guess.
  static func gpuCount(of loaded: LoadedScenario) throws -> Int {
    if let gpuCount = loaded.gpuCount { return gpuCount }
    complain("error: how many GPUs? Give --gpus N, or hardware.gpus in the configuration\n")
    throw ExitCode.usage
  }
}
