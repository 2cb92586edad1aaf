import Audit
import Documents
import Engine
import Foundation
import History
import Synchronization
import Testing
import Workload

@testable import Live

extension LiveTests {
  /// The estimates of a server, asked for before a run.
  @Suite struct EstimateTests {
    private static func scenario() -> Scenario {
      let models = [
        Model(id: "llm", memoryGB: 1, loadTimeSeconds: 1, tokensPerSecond: 20),
        Model(id: "sd", memoryGB: 1, gpusRequired: 2, loadTimeSeconds: 1),
      ]
      var table = RequestTable()
      for number in 0..<10 {
        table.append(
          id: "r\(number)", workflow: WorkflowID(0), timestampMicroseconds: nil,
          estimates: [
            Estimate(seconds: 7, source: .request), Estimate(seconds: 9, source: .model),
          ])
      }
      return Scenario(
        models: models,
        workflows: [
          Workflow(
            id: "w",
            nodes: [
              WorkflowNode(id: "a", model: ModelID(0)), WorkflowNode(id: "b", model: ModelID(1)),
            ], edges: [(0, 1)])
        ], requests: table)
    }

    private func ask(
      _ answer: @escaping @Sendable (WireRequest) -> WireAnswer
    ) async throws -> (scenario: Scenario, warnings: [String], server: ScriptedServer) {
      let script = GSwarmScript { request in
        request.path == "/standalone/estimate" ? answer(request) : nil
      }
      let server = try ScriptedServer { script.answer($0) }
      defer { server.stop() }
      let warnings = Mutex<[String]>([])
      let estimates = try await ServerEstimates(
        of: Self.scenario(), calls: [], rules: .standard, from: try settings(server.address)
      ) { warning in warnings.withLock { $0.append(warning) } }
      return (estimates.scenario, warnings.withLock { $0 }, server)
    }

    private func times(_ scenario: Scenario) -> [Estimate] {
      (0..<2).map { place in
        scenario.requests.estimate(of: RequestNode(request: RequestID(3), node: place))
      }
    }

    @Test func `a number of tokens becomes seconds, and each kind of call is asked for once`()
      async throws
    {
      let (scenario, warnings, server) = try await ask { _ in
        GSwarmScript.success(#"{"estimated_execution_time": 54}"#)
      }
      #expect(
        times(scenario) == [
          Estimate(seconds: 2.7, source: .server), Estimate(seconds: 54, source: .server),
        ])
      #expect(warnings.isEmpty)
      let questions = server.requests.filter { $0.path == "/standalone/estimate" }
      #expect(questions.map { $0.field("device") } == ["cuda:0", "cuda:0"])
      #expect(questions.map { $0.field("model_name") } == ["llm", "sd"])
    }

    @Test(arguments: [
      GSwarmScript.error("'height'"), GSwarmScript.success(#"{"estimated_execution_time": 1e9}"#),
      GSwarmScript.success(#"{"estimated_execution_time": -1}"#), GSwarmScript.success("{}"),
    ])
    func `what fails or is beyond all measure leaves the scenario's time, and is said once`(
      _ answer: WireAnswer
    ) async throws {
      let (scenario, warnings, _) = try await ask { request in
        request.field("model_name") == "sd"
          ? answer : GSwarmScript.success(#"{"estimated_execution_time": 20}"#)
      }
      #expect(
        times(scenario) == [
          Estimate(seconds: 1, source: .server), Estimate(seconds: 9, source: .model),
        ])
      #expect(warnings.count == 1)
    }

    @Test(arguments: Rules.allCases)
    func `a simulation with them passes check, and a falsified one does not`(
      _ rules: Rules
    ) async throws {
      let (scenario, _, _) = try await ask { _ in
        GSwarmScript.success(#"{"estimated_execution_time": 54}"#)
      }
      let options = Options(gpuCount: 3, rules: rules)
      var simulation = Simulation(scenario: scenario, options: options)
      simulation.runToEnd()
      #expect(simulation.trace.executions.contains { $0.executionTime == 54 })
      var log = try readBack(simulation)
      #expect(Audit(log, against: Self.scenario()).violations.map(log.describe) == [])
      #expect(log.sources.names == ["server"])
      log.executions[4].estimatedTime = 1
      #expect(!Audit(log, against: Self.scenario()).violations.isEmpty)
    }

    @Test func `a live run predicts by them, and falls back by the scenario`() async throws {
      let script = GSwarmScript { $0.isCall ? GSwarmScript.error("no") : nil }
      let server = try ScriptedServer { script.answer($0) }
      defer { server.stop() }
      let inputs = Scenes.calls(2, seconds: 0.01)
      let run = LiveRun(
        scenario: inputs.changed(estimate: { _, _ in Estimate(seconds: 80_000, source: .server) }),
        inputs: inputs, options: Options(gpuCount: 1), calls: [],
        server: try settings(server.address))
      let outcome = try await run.run()
      #expect(outcome.fallbacks.count == 2)
      #expect(outcome.trace.executions.allSatisfy { (0.01..<60).contains($0.executionTime) })
      #expect(outcome.estimates.allSatisfy { $0.seconds == 80_000 })
    }
  }
}

/// The log of a simulation, after the way through a file.
private func readBack(_ simulation: Simulation) throws -> ExecutionLog {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "gswarm-sim-estimates-\(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(at: folder) }
  let metrics = Metrics(
    scenario: simulation.scenario, options: simulation.options, trace: simulation.trace)
  var files = try WholeFiles(folder: folder.path)
  try files.write("log.json") { (stream) throws(WriteFailure) in
    try JSONLog(
      scenario: simulation.scenario, trace: simulation.trace,
      summary: Summary(
        metrics: metrics, scenario: simulation.scenario, options: simulation.options,
        trace: simulation.trace)
    ).write(to: &stream)
  }
  try files.commit()
  return try LogReader.read(path: folder.appending(path: "log.json").path)
}
