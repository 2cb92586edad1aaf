import Documents
import Engine
import Foundation
import TestScenarios
import Testing
import Workload

@testable import Live

extension LiveTests {
  /// A live run whose calls end in the order of the simulation, whatever the machine is busy with.
  @Suite struct OrderTests {
    /// Requests for random graphs; no two times are alike, and each call's prompt is its node.
    private struct Work {
      let scenario: Scenario
      let calls: [CallData]
      let gpus: Int

      init(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        func seconds() -> Double { Double.random(in: 0.5...9, using: &random) }
        let models = (0..<3).map { index in
          Model(
            id: "m\(index)", memoryGB: seconds(), gpusRequired: index == 2 ? 2 : 1,
            loadTimeSeconds: seconds())
        }
        let workflows = (0..<3).map { index in
          let count = random.int(1...4)
          let nodes = (0..<count).map {
            WorkflowNode(
              id: "n\($0)", model: ModelID(random.int(0...2)), inputs: ["name of n\($0)"])
          }
          let edges = (1..<max(1, count)).filter { $0 < count }
            .map { (from: random.int(0...$0 - 1), to: $0) }
          return Workflow(id: "w\(index)", nodes: nodes, edges: edges)
        }
        var table = RequestTable()
        var calls: [CallData] = []
        for number in 0..<12 {
          let workflow = random.int(0...2)
          table.append(
            id: "r\(number)", workflow: WorkflowID(workflow), timestampMicroseconds: nil,
            estimates: workflows[workflow].nodes.map { _ in
              Estimate(seconds: seconds(), source: .request)
            })
          calls.append(
            CallData(
              inputs: workflows[workflow].nodes.map { node in
                Node.Entry(
                  key: "name of \(node.id)", keyPosition: .start,
                  value: Node(
                    .scalar(Node.Scalar(text: "r\(number)/\(node.id)", isPlain: false)),
                    at: .start))
              }))
        }
        scenario = Scenario(models: models, workflows: workflows, requests: table)
        self.calls = calls
        gpus = random.int(2...4)
      }
    }

    /// What was dispatched where, in order, and what ended when, as text.
    private func story(_ trace: Trace, of scenario: Scenario) -> [String] {
      trace.events.map { event in
        switch event.subject {
        case .arrival(let request): "\(scenario[request].id) arrives"
        case .completion(let index):
          "\(name(index, in: trace, of: scenario)) ends on \(trace.executions[index].gpus)"
        }
      } + trace.executions.map { "\($0.gpus) replaces \($0.replaced)" }
    }

    private func name(_ execution: Int, in trace: Trace, of scenario: Scenario) -> String {
      let node = trace.node(of: trace.executions[execution])
      return "\(scenario[node.request].id)/\(scenario[node].id)"
    }

    @Test(arguments: UInt64(0)..<12)
    func `if calls end in the order of the simulation, the measured schedule is the simulated one`(
      _ seed: UInt64
    ) async throws {
      let work = Work(seed: seed)
      let scenario = work.scenario
      var simulation = Simulation(scenario: scenario, options: Options(gpuCount: work.gpus))
      simulation.runToEnd()
      let simulated = simulation.trace
      let (gate, script) = (CallGate(), GSwarmScript())
      let server = try ScriptedServer { request in
        if let prompt = request.prompt { gate.pass(prompt) }
        return script.answer(request)
      }
      defer {
        gate.breakDown()
        server.stop()
      }
      let run = try liveRun(scenario, gpus: work.gpus, at: server.address, calls: work.calls)
      async let outcome = run.run()
      for (event, subject) in simulated.events.map(\.subject).enumerated() {
        guard case .completion(let execution) = subject else { continue }
        let prompt = name(execution, in: simulated, of: scenario)
        try await eventually("event \(event) of seed \(seed), \(prompt), is reached") {
          run.snapshot.trace.events.count == event && gate.heldPrompts.contains(prompt)
        }
        gate.open(prompt)
      }
      let measured = try await outcome
      try expectComplete(measured)
      #expect(measured.fallbacks.isEmpty)
      #expect(story(measured.trace, of: scenario) == story(simulated, of: scenario))
    }
  }
}

/// Waits until a condition holds; fails after a minute.
func eventually(
  _ name: String, sourceLocation: SourceLocation = #_sourceLocation,
  _ condition: () -> Bool
) async throws {
  let deadline = ContinuousClock.now + .seconds(60)
  while !condition() {
    guard ContinuousClock.now < deadline else {
      Issue.record("waited in vain until \(name)", sourceLocation: sourceLocation)
      throw CancellationError()
    }
    try await Task.sleep(for: .milliseconds(1))
  }
}
