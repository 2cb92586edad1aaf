public import ArgumentParser
import Documents
import Foundation
import Import

extension ImportFormat: ExpressibleByArgument {}
extension UnknownModels: ExpressibleByArgument {}
extension TimeUnit: ExpressibleByArgument {}

/// `gswarm-sim import`: makes the two input files from files of other programs.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Make the two input files from a log, a trace or a workflow of another program.",
    usage: "gswarm-sim import <format> <file> ... --output <folder> [<options>]",
    discussion: """
      Reads tables of calls (csv, jsonl), public traces of model services (gentd26, azure-llm, \
      mooncake, burstgpt, agentic-mooncake), llama-swap's activity table, graphs (wfformat, \
      comfyui), and execution logs (log). Tables are read row by row in constant memory. A \
      format fills in the options that it knows; each can still be given. Values that a \
      source lacks are assumed, marked so in the configuration, and listed.

      Examples:
        gswarm-sim import csv log.csv --time ts --unit ms --output mine
        gswarm-sim import gentd26 lora_request_trace.csv --output genai
        gswarm-sim import azure-llm conv.csv --mix chat=3,code=1 --output azure
        gswarm-sim import wfformat a.json b.json --every 60 --output flows
      """)

  @Argument(help: ArgumentHelp("The format.", valueName: "format"))
  var format: ImportFormat

  @Argument(help: "The files; - is standard input.", transform: name)
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "The folder for \(Importer.configurationName) and \(Importer.requestsName), which appear together or not at all.",
      valueName: "folder"),
    transform: name)
  var output: String

  @Flag(help: "Replace the two files if they exist.")
  var force = false

  @Flag(help: "Print the summary as a JSON object.")
  var json = false

  @Flag(help: "Drop and count rows that cannot be used, instead of refusing the file.")
  var skipBad = false

  @Flag(
    help:
      "Simulate the time between the calls of sessions and agents, by steps that need no GPU.")
  var pauses = false

  @OptionGroup(title: "Columns of tables") var columns: ImportColumnOptions
  @OptionGroup(title: "Rows of tables") var rows: ImportRowOptions
  @OptionGroup(title: "Models") var models: ImportModelOptions
  @OptionGroup(title: "Graphs and logs") var graphs: ImportGraphOptions

  private var settings: ImportSettings {
    var settings = ImportSettings(format: format, files: files)
    settings.skipsBadRows = skipBad
    settings.simulatesPauses = pauses
    columns.apply(to: &settings)
    rows.apply(to: &settings)
    models.apply(to: &settings)
    graphs.apply(to: &settings)
    return settings
  }

  func run() throws {
    let importer = Importer(settings)
    var bar = ProgressBar("importing")
    defer { bar.finish() }
    let summary = try Interrupt.watching {
      try importer.run(
        to: output, replacing: force, isInterrupted: { Interrupt.isRequested },
        progress: { bar.update($0, of: $1) })
    }
    bar.finish()
    if json { return try printOutput(summary.json) }
    let folder = output.hasSuffix("/") ? String(output.dropLast()) : output
    let (configuration, requests) = (
      "\(folder)/\(Importer.configurationName)", "\(folder)/\(Importer.requestsName)"
    )
    let lines =
      summary.lines + [
        visible("Wrote \(configuration) and \(requests)"),
        visible(
          "Next: gswarm-sim tui --config \(shellQuoted(configuration)) "
            + "--requests \(shellQuoted(requests)) --mode online --gpus 4"),
      ]
    try printOutput(lines.joined(separator: "\n") + "\n")
  }
}
