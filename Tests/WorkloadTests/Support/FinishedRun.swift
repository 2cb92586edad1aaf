import Documents
import Engine
import History

@testable import Workload

/// A simulated run with all that is written about it.
struct FinishedRun {
  let scenario: Scenario
  let trace: Trace
  let metrics: Metrics
  let summary: Summary

  init(_ scenario: Scenario, _ options: Options) {
    self.scenario = scenario
    var simulation = Simulation(scenario: scenario, options: options)
    simulation.runToEnd()
    trace = simulation.trace
    metrics = Metrics(scenario: scenario, options: options, trace: trace)
    summary = Summary(metrics: metrics, scenario: scenario, options: options, trace: trace)
  }

  /// Two requests on three GPUs: a load, a group, a switch by the online arrival of the second.
  static func small() throws -> FinishedRun {
    let inputs = Inputs.yaml.configuring("models:", "hardware: {gpus: 2}\nmodels:")
    return FinishedRun(try inputs.load().scenario, Options(gpuCount: 2, mode: .online))
  }

  /// One whose last nodes are stranded.
  static func stranded() throws -> FinishedRun {
    FinishedRun(try Inputs.yaml.load(gpus: 1).scenario, Options(gpuCount: 1))
  }

  func eventLines(prefix: String = "") throws -> String {
    let folder = try TemporaryFolder()
    try write(to: folder, "events") { (stream) throws(WriteFailure) in
      try EventLines(scenario: scenario, trace: trace).write(to: &stream, prefix: prefix)
    }
    return try folder.text(of: "events")
  }

  /// Writes the JSON log and gives its path.
  func writeLog(to folder: TemporaryFolder) throws -> String {
    try write(to: folder, "log.json") { (stream) throws(WriteFailure) in
      try JSONLog(scenario: scenario, trace: trace, summary: summary).write(to: &stream)
    }
    return "\(folder.path)/log.json"
  }

  private func write(
    to folder: TemporaryFolder, _ name: String,
    contents: (inout OutputStream) throws(WriteFailure) -> Void
  ) throws {
    var files = try WholeFiles(folder: folder.path)
    try files.write(name, contents: contents)
    try files.commit()
  }
}
