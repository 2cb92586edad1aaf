@testable import Audit
import History
import TestScenarios
import Testing

@testable import Engine

struct DescriptionTests {
  private let log = ExecutionLog(of: Tiny.run(gpus: 2, models: "A B", requests: "A2 B3 A1@9"))

  @Test func `a violation is told with both executions and their times`() {
    #expect(
      log.describe(.overlap(gpu: 1, first: 0, second: 1))
        == "GPU 1 runs two executions at once: r0/n on GPU [0] from 0.0 s (start 2.0 s) to 4.0 s "
        + "and r1/n on GPU [1] from 0.0 s (start 2.0 s) to 5.0 s")
    #expect(
      log.describe(.summary(field: "makespan", stated: 12, found: 10.5))
        == "summary.makespan is 12 but should be 10.5")
  }

  @Test func `latencies and counts are those of the lines`() {
    #expect(log.latency == Distribution([4, 5, 1]))
    #expect(log.executionsPerGPU.map(\.gpu) == [0, 1])
    #expect(log.executionsPerGPU.map(\.count) == [2, 1])
    var idle = log
    idle.summary.gpus = [0, 1, 5]
    #expect(idle.executionsPerGPU.map(\.gpu) == [0, 1, 5])
    #expect(ExecutionLog().latency == nil && ExecutionLog().executionsPerGPU.isEmpty)
    #expect(Audit(ExecutionLog()).violations == [])
  }

  @Test func `an empty run has an empty and valid log`() {
    let run = Tiny.run(gpus: 2, models: "A", requests: "")
    #expect(Audit(ExecutionLog(of: run), against: run.scenario).violations == [])
  }
}
