public import ArgumentParser
import Documents
import Export
import Foundation
import History
import Workload

extension ExportFormat: ExpressibleByArgument {}

/// `gswarm-sim export`: writes a run in a format of other programs.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a run for Perfetto, for pandas and R, or as JSON lines.",
    usage: "gswarm-sim export <format> --output <file> [--log <log>] [<options>]",
    discussion: """
      Takes the run of an execution log, or simulates one on the spot.

      chrome   trace events for Perfetto and chrome://tracing; times are rounded to \
      microseconds
      csv      a folder of tables (executions, requests, switches, gpus, models, queue) \
      with a header each, and schema.md, which tells units
      jsonl    a JSON object for each request, with its nodes

      Examples:
        gswarm-sim export chrome --sample tour --output tour.json
        gswarm-sim export csv --log baseline_execution_log.json --output run
        gswarm-sim export jsonl --sample churn --output - | jq .latency
      """)

  @Argument(help: ArgumentHelp("The format.", valueName: "format"))
  var format: ExportFormat

  @Option(
    help: ArgumentHelp(
      "The file, of csv the folder; - is standard output.", valueName: "file"), transform: name)
  var output: String

  @Option(
    help: ArgumentHelp("The execution log of a run, instead of a simulation.", valueName: "log"),
    transform: name)
  var log: String?

  @OptionGroup(title: "Scenario") var scenario: ScenarioOptions

  func validate() throws {
    if log != nil { try scenario.validateForLog() }
    guard !format.isFolder || output != "-" else { throw UsageError.folderToStandardOutput }
  }

  func run() throws {
    let history: History
    if let log {
      history = try scenario.history(ofLog: log)
    } else {
      let loaded = try scenario.load()
      let options = try scenario.options(for: loaded)
      history = History(of: try Interrupt.watching { try simulate(loaded.scenario, options) })
    }
    guard output != "-" else {
      var stream = Documents.OutputStream.standardOutput()
      try Exporter(history).write(format, to: &stream)
      return try stream.flush()
    }
    try Interrupt.watching {
      try Exporter(history, isInterrupted: { Interrupt.isRequested })
        .write(format, toPath: output)
    }
  }
}
