import Engine
import Foundation
import History
import Testing

@testable import Live

extension LiveTests {
  /// What the scheduler makes of measured times, against the emulator.
  @Suite struct ScheduleTests {
    /// Tells a scheduler again what a run was told, in the same order.
    private func replayed(_ outcome: LiveOutcome) -> Trace {
      var scheduler = Scheduler(
        scenario: outcome.scenario, options: outcome.options, timing: .measured)
      for event in outcome.trace.events {
        for execution in scheduler.handle(event.subject, at: event.time) {
          scheduler.begin(execution, at: outcome.trace.executions[execution].start)
        }
      }
      return scheduler.trace
    }

    @Test(arguments: [ArrivalMode.offline, .online])
    func `the recorded completions of the tour replay to the identical trace`(
      _ mode: ArrivalMode
    ) async throws {
      let (scenario, calls) = try Scenes.sample("tour", mode: mode)
      let outcome = try await withEmulator(
        scenario, EmulatorSettings(gpuCount: 4, timeScale: 100, jitter: 0.3)
      ) { address, emulator in
        let outcome = try await liveRun(
          scenario, gpus: 4, at: address, calls: calls, mode: mode, timeScale: 100
        ).run()
        #expect(emulator.instanceCount == 0)
        return outcome
      }
      try expectComplete(outcome)
      #expect(outcome.fallbacks.count == 0)
      let again = replayed(outcome)
      #expect(again.rows == outcome.trace.rows)
      #expect(again.events.map(\.time) == outcome.trace.events.map(\.time))
      #expect(again.events.map(\.subject) == outcome.trace.events.map(\.subject))
    }

    @Test func `the tour leaves room for noise: on 4 GPUs its calls end 0.45 s apart`() throws {
      let (scenario, _) = try Scenes.sample("tour")
      var simulation = Simulation(scenario: scenario, options: Options(gpuCount: 4))
      simulation.runToEnd()
      let ends = simulation.trace.executions.map(\.end).sorted()
      #expect(zip(ends.dropFirst(), ends).allSatisfy { $0 - $1 >= 0.45 })
    }

    @Test func `64 GPUs serve 2,000 requests without a lost or doubled node`() async throws {
      let scenario = Scenes.calls(2000, models: 64, seconds: 0.001)
      let outcome = try await withEmulator(
        scenario, EmulatorSettings(gpuCount: 64)
      ) { address, emulator in
        let before = openFiles
        let outcome = try await liveRun(scenario, gpus: 64, at: address).run()
        #expect(emulator.instanceCount == 0)
        #expect(openFiles - before < 64 * 8, "sockets pile up")
        return outcome
      }
      try expectComplete(outcome)
      #expect(outcome.fallbacks.count == 0)
    }

    @Test func `two runs against one server do not disturb each other`() async throws {
      let scenario = Scenes.calls(40, models: 3)
      try await withEmulator(scenario, EmulatorSettings(gpuCount: 2)) { address, emulator in
        async let first = liveRun(scenario, gpus: 2, at: address).run()
        async let second = liveRun(scenario, gpus: 2, at: address).run()
        for outcome in try await [first, second] {
          try expectComplete(outcome)
          #expect(outcome.fallbacks.count == 0)
        }
        #expect(emulator.instanceCount == 0)
      }
    }

    @Test func `groups of GPUs take turns with single ones`() async throws {
      let models = (1...3).map {
        Model(id: "m\($0)", memoryGB: 1, gpusRequired: $0, loadTimeSeconds: 0.001)
      }
      var table = RequestTable()
      for number in 0..<60 {
        table.append(
          id: "r\(number)", workflow: WorkflowID(number % 3), timestampMicroseconds: nil,
          estimates: [Estimate(seconds: 0.001, source: .request)])
      }
      let scenario = Scenario(
        models: models,
        workflows: models.indices.map {
          Workflow(
            id: "w\($0)", nodes: [WorkflowNode(id: "n", model: ModelID($0))], edges: [])
        }, requests: table)
      try await withEmulator(
        scenario, EmulatorSettings(gpuCount: 5, timeScale: 1000)
      ) { address, emulator in
        let outcome = try await liveRun(scenario, gpus: 5, at: address).run()
        try expectComplete(outcome)
        #expect(outcome.fallbacks.count == 0)
        #expect(emulator.instanceCount == 0)
      }
    }

    @Test func `failures of the emulator fall back, and the seed decides which`() async throws {
      let scenario = Scenes.calls(40)
      let settings = EmulatorSettings(gpuCount: 1, failRate: 0.7, seed: 7)
      let outcomes = try await [0, 1].asyncMap { _ in
        try await withEmulator(scenario, settings) { address, _ in
          try await liveRun(scenario, gpus: 1, at: address).run()
        }
      }
      for outcome in outcomes { try expectComplete(outcome) }
      #expect((4...30).contains(outcomes[0].fallbacks.count))
      #expect(outcomes[0].fallbacks == outcomes[1].fallbacks)
    }

    @Test func `a snapshot grows with the run and never shrinks`() async throws {
      let scenario = Scenes.calls(30, models: 2, seconds: 0.01)
      try await withEmulator(scenario, EmulatorSettings(gpuCount: 2)) { address, _ in
        let run = try liveRun(scenario, gpus: 2, at: address)
        async let outcome = run.run()
        var (events, looks) = (0, 0)
        for await _ in run.changes {
          let snapshot = run.snapshot
          #expect(snapshot.trace.events.count >= events)
          events = snapshot.trace.events.count
          looks += 1
          let growing = snapshot.growingTrace
          for (execution, completion) in growing.completionTimes.enumerated()
          where completion == nil {
            #expect(growing.executions[execution].end >= snapshot.time - 1e-6)
          }
          // A screen builds its index of such a trace.
          let history = History(
            scenario: scenario, options: Options(gpuCount: 2), trace: growing)
          #expect(history.trace.events.count == events)
        }
        #expect(looks > 1)
        #expect(run.snapshot.trace.executions.count == 30)
        #expect(try await outcome.trace.executions.count == 30)
      }
    }
  }
}

/// The number of files and sockets that this process has open.
var openFiles: Int {
  (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
}

extension Sequence {
  fileprivate func asyncMap<Result>(
    _ transform: (Element) async throws -> Result
  ) async rethrows -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try await transform(element)) }
    return results
  }
}

extension Trace {
  /// Every execution as its numbers.
  fileprivate var rows: [[Double]] {
    executions.map { execution in
      [
        Double(execution.readied), Double(execution.gpus.lowerBound), Double(execution.gpus.count),
        execution.start, execution.switchTime, execution.executionTime,
      ]
    }
  }
}
