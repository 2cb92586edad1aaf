import Documents
import Engine
import Foundation
import History
import TestScenarios

@testable import Export

/// A run and what exporters make of it.
struct ExportBench {
  let run: ExportedRun

  init(seed: UInt64) {
    self.init(Run(seed: seed).finished())
  }

  init(_ simulation: Simulation) {
    run = ExportedRun(
      History(of: simulation), title: "generated", command: "gswarm-sim export")
  }

  /// The text of a format that is one file.
  func text(_ format: ExportFormat, _ options: ExportOptions = ExportOptions()) throws -> String {
    try inFolder { folder in
      try WholeFiles.write(toPath: "\(folder)/out", isInterrupted: { false }) {
        (stream) throws(WriteFailure) in
        try run.write(format, options, to: &stream)
      }
      return String(decoding: try Data(contentsOf: URL(filePath: "\(folder)/out")), as: UTF8.self)
    }
  }

  /// The texts of a format that is a folder, by name.
  func texts(_ format: ExportFormat) throws -> [String: String] {
    try inFolder { folder in
      try run.write(format, toFolder: folder) { false }
      var texts: [String: String] = [:]
      for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
        texts[name] = String(
          decoding: try Data(contentsOf: URL(filePath: "\(folder)/\(name)")), as: UTF8.self)
      }
      return texts
    }
  }

  private func inFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "export-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
  }

  /// The seconds that each GPU is busy, added up from the trace.
  var busySeconds: [Double] { run.metrics.gpus.map(\.busyTime) }

  /// The latencies of completed requests, by id.
  var latencies: [String: Double] {
    Dictionary(
      uniqueKeysWithValues: run.metrics.completed.map {
        (run.scenario.requests.id(of: $0.request), $0.latency)
      })
  }
}

/// A scenario of one request whose names are the worst that a file may have.
func hostileScenario(_ name: String) -> Scenario {
  let model = Model(id: name, memoryGB: 1, loadTimeSeconds: 1, inferenceTimeMean: 2)
  let workflow = Workflow(id: name, nodes: [WorkflowNode(id: name, model: ModelID(0))], edges: [])
  var requests = RequestTable()
  requests.append(
    id: name, workflow: WorkflowID(0), timestampMicroseconds: nil,
    estimates: [Estimate(seconds: 2, source: .request)])
  return Scenario(
    hardware: Hardware(), models: [model], workflows: [workflow], requests: requests)
}

/// The rows of a table, by the names of its columns.
func rows(_ text: String) -> [[String: String]] {
  let records = records(text)
  guard let header = records.first else { return [] }
  return records.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
}

/// The cells of a text as RFC 4180 has them.
func records(_ text: String) -> [[String]] {
  var (records, record, cell) = ([[String]](), [String](), "")
  var isQuoted = false
  var scalars = Array(text.unicodeScalars)[...]
  while let scalar = scalars.popFirst() {
    switch scalar {
    case "\"" where isQuoted && scalars.first == "\"":
      cell.unicodeScalars.append(scalar)
      scalars.removeFirst()
    case "\"": isQuoted.toggle()
    case "," where !isQuoted:
      record.append(cell)
      cell = ""
    case "\r" where !isQuoted: break
    case "\n" where !isQuoted:
      records.append(record + [cell])
      (record, cell) = ([], "")
    default: cell.unicodeScalars.append(scalar)
    }
  }
  return records
}
