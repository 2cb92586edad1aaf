import ArgumentParser
import Documents
import Export
import Foundation
import Workload

/// The options of a table's form, which `compare` and `merge` share.
struct TableOptions: ParsableArguments {
  @Flag(help: "Print the table as JSON.") var json = false
  @Flag(help: "Print the table as comma-separated values.") var csv = false
  @Flag(help: "Print the table in Markdown.") var markdown = false
  @Flag(help: "With --json or --csv: a row for each run, with its seed.") var rows = false

  @Option(
    help: ArgumentHelp("Draw the table to this file as well.", valueName: "file.svg"),
    transform: name)
  var plot: String?

  /// The first option that is given.
  var given: String? {
    let options = [
      ("--json", json), ("--csv", csv), ("--markdown", markdown), ("--rows", rows),
      ("--plot", plot != nil),
    ]
    return options.first { $0.1 }?.0
  }

  func validate() throws {
    let formats = [("--json", json), ("--csv", csv), ("--markdown", markdown)].filter(\.1)
    if formats.count > 1 {
      throw UsageError.excludes(
        option: formats[0].0, other: formats[1].0, reason: "a table has one format")
    }
    if rows, !json, !csv { throw UsageError.needs(option: "--rows", other: "--json or --csv") }
  }

  /// Prints a table and draws it.
  func show(_ table: ComparisonTable, title: String) throws {
    for note in table.notes { printError("warning: \(note)\n") }
    try printOutput(text(table))
    guard let plot else { return }
    try writeFile(plot) { (stream) throws(WriteFailure) in
      try table.writePlot(title: title, to: &stream)
    }
  }

  private func text(_ table: ComparisonTable) -> String {
    if json { return rows ? table.runsJSON : table.json }
    if csv { return rows ? table.runsCSV : table.csv }
    return markdown ? table.markdown : table.text(width: terminalWidth ?? .max)
  }

  /// Prints an answer of `size` and draws it.
  func show(_ answer: SizeAnswer, title: String) throws {
    try printOutput(
      json ? answer.json : csv ? answer.csv : markdown ? answer.markdown : answer.text)
    guard let plot else { return }
    try writeFile(plot) { (stream) throws(WriteFailure) in
      try answer.writePlot(title: title, to: &stream)
    }
  }

  /// Prints mixtures of kinds of GPUs.
  func show(_ answer: MixtureAnswer) throws {
    try printOutput(
      json ? answer.json : csv ? answer.csv : markdown ? answer.markdown : answer.text)
  }
}
