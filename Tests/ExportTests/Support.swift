import Documents
import Engine
import Foundation
import History
import Testing
import Workload

@testable import Export

/// A folder that is removed with its contents.
final class TemporaryFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "export-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func path(_ name: String) -> String { "\(path)/\(name)" }
}

/// A run with what the program itself says of it.
struct MeasuredRun {
  let history: History
  let metrics: Metrics
  let folder: TemporaryFolder

  private static let root = URL(filePath: #filePath).appending(path: "../../..").standardizedFileURL

  init(_ scenario: Scenario, _ options: Options) throws {
    var simulation = Simulation(scenario: scenario, options: options)
    simulation.runToEnd()
    history = History(of: simulation)
    metrics = Metrics(scenario: scenario, options: options, trace: simulation.trace)
    folder = try TemporaryFolder()
  }

  /// A run of a bundled sample.
  init(sample: String, gpus: Int, mode: ArrivalMode = .online) throws {
    let path = Self.root.appending(path: "samples/\(sample)").path
    let loaded = try ScenarioLoader(
      configuration: "\(path)/system_config.yaml", requests: "\(path)/workflow_requests.yaml",
      mode: mode
    ).load()
    try self.init(loaded.scenario, Options(gpuCount: gpus, mode: mode))
  }

  /// Exports the run and returns the bytes of a file.
  func exported(_ format: ExportFormat, _ name: String = "") throws -> Data {
    let path = folder.path("out-\(format.rawValue)")
    if !FileManager.default.fileExists(atPath: path) {
      try Exporter(history).write(format, toPath: path)
    }
    return try Data(contentsOf: URL(filePath: name.isEmpty ? path : "\(path)/\(name)"))
  }

  /// The rows of an exported table, by column.
  func table(_ name: String) throws -> [[String: String]] {
    let lines = String(decoding: try exported(.csv, name), as: UTF8.self).split(separator: "\n")
    let rows = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let header = try #require(rows.first).map(String.init)
    return rows.dropFirst().map { row in
      Dictionary(uniqueKeysWithValues: zip(header, row.map(String.init)))
    }
  }
}

/// The samples that are exported, with their GPUs.
let samples = [("tour", 5), ("churn", 1), ("fragmentation", 4), ("burst", 4), ("chains", 2)]

/// Whether two numbers differ by no more than rounding errors.
func isClose(_ one: Double, _ other: Double, within slack: Double = 1e-9) -> Bool {
  abs(one - other) <= slack * max(1, abs(one), abs(other))
}
