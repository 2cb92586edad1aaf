import Audit
import Documents
import Engine
import Foundation
import History
import Testing
import Workload

@testable import Live

/// Small scenarios for live runs.
enum Scenes {
  /// Requests for one call each, taking turns among models `m0`, `m1` and so on.
  static func calls(
    _ count: Int, models: Int = 1, seconds: Double = 0.001, gpusRequired: Int = 1
  ) -> Scenario {
    let list = (0..<models).map {
      Model(id: "m\($0)", memoryGB: 1, gpusRequired: gpusRequired, loadTimeSeconds: 0.001)
    }
    let workflows = list.indices.map { index in
      Workflow(id: "w\(index)", nodes: [WorkflowNode(id: "n", model: ModelID(index))], edges: [])
    }
    var table = RequestTable()
    for number in 0..<count {
      table.append(
        id: "r\(number)", workflow: WorkflowID(number % models), timestampMicroseconds: nil,
        estimates: [Estimate(seconds: seconds, source: .request)])
    }
    return Scenario(
      hardware: Hardware(pcieBandwidthGBPerSecond: 1000, switchOverheadSeconds: 0.001),
      models: list, workflows: workflows, requests: table)
  }

  /// One request whose `a` is read by `b` and `c`, whose answers `d` reads; all of one model.
  static func diamond() -> Scenario {
    let nodes = [
      WorkflowNode(id: "a", model: ModelID(0), inputs: ["question"], outputs: ["draft"]),
      WorkflowNode(id: "b", model: ModelID(0), inputs: ["draft", "question"], outputs: ["left"]),
      WorkflowNode(id: "c", model: ModelID(0), inputs: ["nothing"], outputs: ["right"]),
      WorkflowNode(id: "d", model: ModelID(0), inputs: ["left", "right"], outputs: ["end"]),
    ]
    var table = RequestTable()
    table.append(
      id: "r", workflow: WorkflowID(0), timestampMicroseconds: nil,
      estimates: nodes.map { _ in Estimate(seconds: 0.001, source: .model) })
    return Scenario(
      models: [Model(id: "m", memoryGB: 1, loadTimeSeconds: 0, servedName: "org/m")],
      workflows: [
        Workflow(id: "w", nodes: nodes, edges: [(0, 1), (0, 2), (1, 3), (2, 3)])
      ], requests: table)
  }

  /// A bundled sample with what its requests hand to calls.
  static func sample(
    _ name: String, mode: ArrivalMode = .offline
  ) throws -> (scenario: Scenario, calls: [CallData]) {
    let folder = URL(filePath: #filePath).appending(path: "../../../../samples/\(name)")
      .standardizedFileURL.path
    var loader = ScenarioLoader(
      configuration: "\(folder)/system_config.yaml",
      requests: "\(folder)/workflow_requests.yaml", mode: mode)
    loader.keepsCalls = true
    let loaded = try loader.load()
    return (loaded.scenario, loaded.calls)
  }
}

/// Settings for a server that is tried again at once.
func settings(
  _ address: String, backend: Backend = .gswarm, timeout: Double = 20, key: String? = nil,
  certificates: String? = nil
) throws -> ServerSettings {
  var settings = try #require(
    ServerSettings(
      address: address, backend: backend, timeout: timeout, key: key, certificates: certificates))
  settings.pauses = [0.001, 0.002]
  settings.setUpTimeout = timeout
  return settings
}

/// A run against a server at an address.
func liveRun(
  _ scenario: Scenario, gpus: Int, at address: String, timeout: Double = 20,
  calls: [CallData] = [], mode: ArrivalMode = .offline, timeScale: Double = 1,
  _ change: (inout ServerSettings) -> Void = { _ in }
) throws -> LiveRun {
  var server = try settings(address, timeout: timeout)
  change(&server)
  return LiveRun(
    scenario: scenario, options: Options(gpuCount: gpus, mode: mode), calls: calls,
    server: server, timeScale: timeScale)
}

/// Runs an emulator for as long as `body` takes.
func withEmulator<Value: Sendable>(
  _ scenario: Scenario, _ settings: EmulatorSettings,
  _ body: (_ address: String, _ emulator: Emulator) async throws -> Value
) async throws -> Value {
  let emulator = Emulator(scenario, settings, port: 0)
  let (ports, port) = AsyncStream<UInt16>.makeStream()
  let serving = Task { try await emulator.run { port.yield($0) } }
  defer { serving.cancel() }
  var iterator = ports.makeAsyncIterator()
  let number = try #require(await iterator.next())
  return try await body("http://127.0.0.1:\(number)", emulator)
}

/// What must be true of every run that was allowed to end, whatever the server did.
func expectComplete(
  _ outcome: LiveOutcome, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let trace = outcome.trace
  #expect(!outcome.isInterrupted, sourceLocation: sourceLocation)
  #expect(
    trace.executions.count == outcome.scenario.requests.nodeCount, "a node is lost or doubled",
    sourceLocation: sourceLocation)
  let nodes = Set(trace.executions.map(trace.node(of:)))
  #expect(nodes.count == trace.executions.count, sourceLocation: sourceLocation)
  try expectValid(outcome, sourceLocation: sourceLocation)
}

/// Writes the log of a run, reads it back, and checks it against its inputs.
func expectValid(
  _ outcome: LiveOutcome, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let log = try readBack(outcome)
  let audit = Audit(log, against: outcome.scenario)
  #expect(
    audit.violations.map(log.describe) == [], sourceLocation: sourceLocation)
  #expect(log.summary.simulate == true, sourceLocation: sourceLocation)
}

/// The log of a run, after the way through a file.
func readBack(_ outcome: LiveOutcome) throws -> ExecutionLog {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "gswarm-sim-live-\(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(at: folder) }
  let metrics = Metrics(
    scenario: outcome.scenario, options: outcome.options, trace: outcome.trace)
  var files = try WholeFiles(folder: folder.path)
  try files.write("log.json") { (stream) throws(WriteFailure) in
    try JSONLog(
      scenario: outcome.scenario, trace: outcome.trace, summary: outcome.summary(metrics),
      estimates: outcome.estimates, tokens: outcome.tokens
    ).write(to: &stream)
  }
  try files.commit()
  return try LogReader.read(path: folder.appending(path: "log.json").path)
}
