import ArgumentParser
import Foundation

/// Measures how fast the program is, each number beside a bound that was measured with it.
@main
struct Benchmarks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measures the speed, each number beside its bound.")

  @Flag(help: "Print one JSON object for each row.")
  var json = false

  @Option(help: "Measure only the rows whose names contain this.")
  var only: String?

  /// All rows; a group is a file.
  ///
  /// The whole program comes first: the memory of what a process starts is counted from its own.
  private static var groups: [(inout Report) throws -> Void] {
    [
      ImportRows.measure, ProgramRows.measure, EngineRows.measure, PolicyRows.measure,
      FrameRows.measure, FrameRows.measureManyGPUs, PageRows.measure, StartRows.measure,
      StepRows.measure, FileRows.measure, OpeningRows.measure,
    ]
  }

  func run() throws {
    var report = Report(json: json, only: only ?? "")
    for measure in Self.groups { try measure(&report) }
    guard report.rowCount > 0 else {
      throw ValidationError("No row has \(only ?? "") in its name.")
    }
  }
}
