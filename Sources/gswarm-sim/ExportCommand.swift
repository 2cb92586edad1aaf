import ArgumentParser
import Documents
import Engine
import Export
import Foundation
import History
import TUI
import Workload

/// The formats of `export`: those of runs, and recordings of the screen.
enum ExportedFormat: String, CaseIterable, ExpressibleByArgument {
  case chrome, csv, jsonl, evalys, wfformat, svg, html, cast

  /// The format of the run; nil for a recording.
  var ofRun: ExportFormat? { ExportFormat(rawValue: rawValue) }
}

/// `gswarm-sim export`: writes a run in the format of another program.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a run for Perfetto, pandas, Evalys, WfCommons, a paper or a colleague.",
    usage: "gswarm-sim export <format> --output <file> [--log <log>] [<options>]",
    discussion: """
      Takes the run of an execution log, or simulates one.

        chrome    a timeline for Perfetto (ui.perfetto.dev) and chrome://tracing
        csv       a folder of tables for pandas, DuckDB, R, and schema.md
        jsonl     an object for each request, one a line
        evalys    jobs.csv as Batsim writes and Evalys reads it
        wfformat  WfFormat 1.5: a folder with an instance for each request, or one file
        svg       the Gantt chart for papers and slides
        html      a page that needs nothing else, for colleagues
        cast      a recording of the screen for asciinema, from a script of keys

      Examples:
        gswarm-sim export html --sample churn --output churn.html
        gswarm-sim export chrome --log baseline_execution_log.json --output run.json
        gswarm-sim export svg --sample tour --to 60 --theme day --output figure.svg
        gswarm-sim export jsonl --sample studio --gpus 8 --output - | head -3
        gswarm-sim export cast --sample churn --script '....<Wait 2s>x' --output churn.cast
      """)

  @Argument(help: ArgumentHelp("The format.", valueName: "format"))
  var format: ExportedFormat

  @Option(
    help: ArgumentHelp("The file, or the folder; - is standard output.", valueName: "file"),
    transform: name)
  var output: String

  @Option(help: ArgumentHelp("The execution log of the run.", valueName: "log"), transform: name)
  var log: String?

  @Flag(help: "evalys: list switches and loads as jobs of their own.")
  var switches = false

  @Flag(help: "wfformat: one instance for all requests.")
  var merge = false

  @Option(
    help: ArgumentHelp("svg, cast: the theme of the colours, a name or a file.", valueName: "theme")
  )
  var theme: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("svg: the width in points. (default: 1000)", valueName: "points"),
    transform: Limit.chartWidth.number)
  var width = 1000.0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("svg: the first time shown, in seconds.", valueName: "s"),
    transform: Limit.moment.number)
  var from: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("svg: the last time shown, in seconds.", valueName: "s"),
    transform: Limit.moment.number)
  var to: Double?

  @OptionGroup(title: "Recordings") var recording: RecordingOptions

  @OptionGroup(title: "Scenario") var scenario: ScenarioOptions

  func validate() throws {
    if log != nil { try scenario.validateForLog() }
    let options: [(option: String, isGiven: Bool, formats: [ExportedFormat])] = [
      ("--switches", switches, [.evalys]), ("--merge", merge, [.wfformat]),
      ("--theme", theme != nil, [.svg, .cast]), ("--from", from != nil, [.svg]),
      ("--to", to != nil, [.svg]), ("--script", recording.script != nil, [.cast]),
      ("--size", recording.givenSize != nil, [.cast]),
      ("--marker", !recording.marker.isEmpty, [.cast]),
    ]
    for option in options where option.isGiven && !option.formats.contains(format) {
      throw UsageError.needs(
        option: option.option, other: "the format \(option.formats[0].rawValue)")
    }
    _ = try recording.dimensions()
    if let format = format.ofRun, format.isFolder(exportOptions(.paper)), output == "-" {
      throw UsageError.excludes(
        option: "--output -", other: format.rawValue, reason: "it is a folder of files")
    }
    if let from, let to, from >= to { throw UsageError.emptySpan }
  }

  private func exportOptions(_ palette: ChartPalette) -> ExportOptions {
    var options = ExportOptions()
    (options.listsSwitches, options.isMerged) = (switches, merge)
    (options.palette, options.width) = (palette, width)
    (options.from, options.to) = (from, to)
    return options
  }

  func run() throws {
    guard let format = format.ofRun else { return try writeRecording() }
    let palette = try palette()
    Interrupt.watch()
    let run = try exportedRun()
    Interrupt.unwatch()
    let options = exportOptions(palette)
    if format.isFolder(options) {
      if format == .wfformat,
        let rule = Limit.exportedInstances.violation(of: run.history.scenario.requests.count)
      {
        throw CommandFailure.tooManyInstances(rule: rule)
      }
      return try Interrupt.watching {
        try run.write(format, toFolder: output) { Interrupt.isRequested }
      }
    }
    try writeOutput { (stream) throws(WriteFailure) in
      try run.write(format, options, to: &stream)
    }
  }

  /// Writes to the file, whole or not at all, or to standard output.
  func writeOutput(
    _ contents: (inout Documents.OutputStream) throws(WriteFailure) -> Void
  ) throws {
    guard output == "-" else { return try writeFile(output, contents: contents) }
    var stream = Documents.OutputStream.standardOutput()
    try contents(&stream)
    try stream.flush()
  }

  private func exportedRun() throws -> ExportedRun {
    if let log {
      return ExportedRun(
        try scenario.history(ofLog: log), title: URL(filePath: log).lastPathComponent,
        command: Self.command)
    }
    let loaded = try scenario.load()
    let options = try scenario.options(for: loaded)
    return ExportedRun(
      History(of: try simulate(loaded.scenario, options)),
      title: try scenario.inputs.sample ?? scenario.inputs.files().title, command: Self.command)
  }

  /// The words of this command as one would type them.
  private static var command: String {
    (["gswarm-sim"] + CommandLine.arguments.dropFirst().map(shellQuoted)).joined(separator: " ")
  }

  private func palette() throws -> ChartPalette {
    guard let theme else { return .paper }
    let loaded = try Appearance.theme(named: theme)
    return ChartPalette(theme: loaded)
  }
}
