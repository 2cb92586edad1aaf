import Engine
import Foundation
import History
import Testing

@testable import Live

extension LiveTests {
  /// Live runs on machines whose GPUs hold several models, against the emulator.
  @Suite struct MachineRunTests {
    /// One GPU of 80 GB, five models of which three fit, and a step without a GPU.
    private var scenario: Scenario {
      var hardware = Hardware(gpuCount: 1)
      (hardware.residency, hardware.gpuMemoryGB, hardware.hostMemoryGB) = (.memory, 80, 60)
      let sizes = [28.0, 20, 16, 22, 18]
      var models = sizes.enumerated().map { index, size in
        Model(id: "m\(index)", memoryGB: size, loadTimeSeconds: 4, inferenceTimeMean: 2)
      }
      models.append(
        Model(
          id: "tool", memoryGB: 0, gpusRequired: 0, loadTimeSeconds: 0, inferenceTimeMean: 0.05))
      var workflows = sizes.indices.map { index in
        Workflow(
          id: "w\(index)", nodes: [WorkflowNode(id: "n", model: ModelID(index))], edges: [])
      }
      workflows.append(
        Workflow(
          id: "find",
          nodes: [
            WorkflowNode(id: "look", model: ModelID(5)), WorkflowNode(id: "n", model: ModelID(2)),
          ], edges: [(0, 1)]))
      var table = RequestTable()
      for (number, workflow) in [0, 1, 5, 3, 4, 0, 1, 2].enumerated() {
        let nodes = workflows[workflow].nodes
        table.append(
          id: "r\(number)", workflow: WorkflowID(workflow), timestampMicroseconds: nil,
          estimates: nodes.map { node in
            Estimate(seconds: node.model.index == 5 ? 0.05 : 2, source: .request)
          })
      }
      return Scenario(
        hardware: hardware, models: models, workflows: workflows, requests: table)
    }

    @Test func `what makes way, and where weights come from, is as in the simulation`() async throws
    {
      let scenario = scenario
      let outcome = try await withEmulator(
        scenario, EmulatorSettings(gpuCount: 1, timeScale: 100)
      ) { address, emulator in
        let outcome = try await liveRun(scenario, gpus: 1, at: address).run()
        #expect(emulator.instanceCount == 0)
        return outcome
      }
      try expectComplete(outcome)
      #expect(outcome.fallbacks.count == 0)
      var simulation = Simulation(scenario: scenario, options: Options(gpuCount: 1))
      simulation.runToEnd()
      func rows(_ trace: Trace) -> [String] {
        trace.executions.indices.map { index in
          let execution = trace.executions[index]
          return
            "\(trace.node(of: execution)) \(execution.gpus) \(String(describing: trace.source(of: index))) "
            + "\(Array(trace.evicted(by: index)))"
        }
      }
      #expect(rows(outcome.trace) == rows(simulation.trace))
      #expect(outcome.trace.executions.indices.contains { !outcome.trace.evicted(by: $0).isEmpty })
    }

    @Test func `the emulator refuses a model for which there is no room`() throws {
      var machine = EmulatedMachine(scenario, gpuCount: 1)
      for model in 0..<3 {
        #expect(machine.fits(ModelID(model), onto: [0]))
        _ = machine.bring(ModelID(model), onto: [0])
      }
      #expect(!machine.fits(ModelID(3), onto: [0]))
      machine.takeOff(ModelID(1))
      #expect(machine.fits(ModelID(3), onto: [0]))
      // 20 GB leave over 16 GB/s, 22 come from disk: 1.25 s, 4 s of loading, 2 s of overhead.
      let seconds: Double = machine.bring(ModelID(3), onto: [0])
      #expect(seconds == 7.25)
    }
  }
}
