import ArgumentParser
import Documents
import Foundation
import Workload

/// `gswarm-sim merge`: the parts of a sweep put together.
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Put the parts of a sweep together; print its table.",
    usage: "gswarm-sim merge <part> ... [<options>]",
    discussion: """
      The parts are files that gswarm-sim compare or size --shard k/n --output has \
      written, in any order. The table is that of the same command without --shard, to \
      the byte (of size --exhaustive, since a shard runs all of its numbers of GPUs). \
      Parts of different inputs, options or versions of the program are refused, and so \
      is a sweep that lacks a run or has one twice, unless --partial is given.

      Examples:
        gswarm-sim merge part-*.json
        gswarm-sim merge part-*.json --csv --rows > runs.csv
        gswarm-sim merge part-*.json --partial
      """)

  @Argument(help: ArgumentHelp("The parts.", valueName: "part"), transform: name)
  var parts: [String] = []

  @OptionGroup(title: "Table") var form: TableOptions

  @Flag(help: "Show the runs that there are.") var partial = false

  func validate() throws {
    if parts.isEmpty { throw UsageError.noParts }
  }

  func run() throws {
    var files: [SourceFile] = []
    for path in parts {
      do throws(FileError) { files.append(try SourceFile(path: path, assuming: .json)) } catch {
        throw CommandFailure.part(.read(error))
      }
    }
    if files.first.flatMap(sweepCommand) == SizePlan.command {
      try showSizes(files)
    } else {
      try showComparison(files)
    }
  }

  private func showSizes(_ files: [SourceFile]) throws {
    if form.rows { throw UsageError.needs(option: "--rows", other: "parts of compare") }
    let merged: MergedParts<SizePlan>
    do throws(PartFailure) {
      merged = try MergedParts(
        files, version: ProgramVersion.number, isAllowed: \.isValid)
    } catch {
      throw CommandFailure.part(error)
    }
    try check(merged)
    var search = SizeSearch(merged.plan, runsAll: true)
    for (cell, result) in merged.results.enumerated() {
      if let result { search.note(result, of: cell) }
    }
    guard merged.plan.kinds.isEmpty else { return try form.show(MixtureAnswer(search)) }
    let answer = SizeAnswer(search)
    if !answer.rows.isEmpty { try form.show(answer, title: merged.title) }
  }

  private func showComparison(_ files: [SourceFile]) throws {
    let merged: MergedParts<ComparisonPlan>
    do throws(PartFailure) {
      merged = try MergedParts(
        files, version: ProgramVersion.number, isAllowed: \.isValid)
    } catch {
      throw CommandFailure.part(error)
    }
    try check(merged)
    let table = merged.plan.table(merged.results, isPartial: partial)
    if !table.isEmpty { try form.show(table, title: merged.title) }
  }

  /// Throws if runs are missing or doubled, unless that is allowed.
  private func check<Plan: Sweep>(_ merged: MergedParts<Plan>) throws(CommandFailure) {
    let differing = Self.sentence(merged.differing, merged.plan, "different results in two parts")
    if let differing { throw .parts([differing], hint: nil) }
    let problems = [
      Self.sentence(merged.doubled, merged.plan, "in several parts"),
      Self.sentence(merged.missing, merged.plan, "in no part"),
    ].compactMap { $0 }
    guard partial || problems.isEmpty else {
      throw .parts(problems, hint: "gswarm-sim merge --partial shows what there is")
    }
    for problem in problems { printError("warning: \(visible(problem))\n") }
  }

  /// The number of runs that are named.
  private static let namedRuns = 5

  /// A sentence that names some runs; nil if there are none.
  private static func sentence<Plan: Sweep>(
    _ cells: [Int], _ plan: Plan, _ place: String
  ) -> String? {
    guard !cells.isEmpty else { return nil }
    let names = cells.prefix(namedRuns).map { "[\(plan.identity(of: $0))]" }
    let rest = cells.count - names.count
    return "\(counted(cells.count, "run")) of \(plan.cellCount) \(place): "
      + names.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }
}
