import Audit
import Testing

@testable import Calibration
@testable import Engine

/// What counts as measured in a log.
@Suite struct MeasurementTests {
  private let scenario = Scenario(
    models: [
      Model(id: "a", memoryGB: 1, loadTimeSeconds: 1),
      Model(id: "b", memoryGB: 2, loadTimeSeconds: 1),
      Model(id: "wide", memoryGB: 3, gpusRequired: 2, loadTimeSeconds: 1),
    ], workflows: [Workflow(id: "w", nodes: [WorkflowNode(id: "n", model: ModelID(1))], edges: [])])

  private struct Line {
    var model: String? = "a"
    var gpus: [Int32] = [0]
    var start: Double
    var end: Double
    var switching: Double?
    var source = "measured"
  }

  private func measurements(_ lines: [Line], isLive: Bool? = nil) -> Measurements {
    var log = ExecutionLog()
    log.summary.simulate = isLive
    for line in lines {
      let first = log.gpus.count
      log.gpus += line.gpus
      log.executions.append(
        LoggedExecution(
          request: log.requests.number(of: "r"), workflow: log.workflows.number(of: "w"),
          node: log.nodes.number(of: "n"), model: line.model.map { log.models.number(of: $0) },
          gpus: first..<log.gpus.count, startTime: line.start, endTime: line.end,
          estimateSource: log.sources.number(of: line.source), switchTime: line.switching))
    }
    var result = Measurements()
    result.add(log, in: scenario)
    return result
  }

  @Test func `a first load, a switch and a resident model are told apart`() {
    let found = measurements([
      Line(start: 1, end: 2, switching: 1), Line(start: 2, end: 4, switching: 0),
      Line(model: "b", start: 7, end: 8, switching: 3),
    ])
    #expect(found.calls.map(\.seconds) == [1, 2, 1])
    #expect(
      found.switches == [
        MeasuredSwitch(model: ModelID(0), evicted: nil, seconds: 1),
        MeasuredSwitch(model: ModelID(1), evicted: ModelID(0), seconds: 3),
      ])
  }

  @Test func `what fell back was not measured, and what its GPU then holds is unknown`() {
    let found = measurements([
      Line(start: 1, end: 2, switching: 1, source: "fallback"),
      Line(model: "b", start: 5, end: 6, switching: 3),
      Line(start: 9, end: 10, switching: 3),
    ])
    #expect(found.fallbackCount == 1 && found.ambiguousCount == 1)
    #expect(found.calls.count == 2)
    #expect(found.switches.map(\.evicted) == [ModelID(1)])
  }

  @Test func `a group that evicts several models moves the largest`() {
    let found = measurements([
      Line(start: 1, end: 2, switching: 1),
      Line(model: "b", gpus: [1], start: 1, end: 2, switching: 1),
      Line(model: "wide", gpus: [0, 1], start: 4, end: 5, switching: 2),
    ])
    #expect(
      found.switches.last == MeasuredSwitch(model: ModelID(2), evicted: ModelID(1), seconds: 2))
  }

  @Test func `a group with an empty GPU is left out`() {
    let found = measurements([
      Line(start: 1, end: 2, switching: 1),
      Line(model: "wide", gpus: [0, 1], start: 4, end: 5, switching: 2),
    ])
    #expect(found.switches.count == 1 && found.ambiguousCount == 1)
  }

  @Test func `where nothing ever switches, a live run measured that and another log says nothing`()
  {
    let lines = [
      Line(start: 1, end: 2, switching: 0), Line(model: "b", start: 7, end: 8, switching: 0),
    ]
    #expect(measurements(lines).switches.isEmpty && measurements(lines).calls.count == 2)
    let live = measurements(lines, isLive: true)
    #expect(live.switches.map(\.seconds) == [0, 0] && live.calls.count == 2)
  }

  @Test func `without a model's name the workflow tells it, and unknown names are counted`() {
    let found = measurements([
      Line(model: nil, start: 1, end: 2), Line(model: "nobody", start: 3, end: 4),
    ])
    #expect(found.calls.map(\.model) == [ModelID(1)])
    #expect(found.unknownCount == 1)
  }

  @Test func `the concurrency is the share of busy time with two calls or more`() {
    var log = ExecutionLog()
    for (gpu, times) in [(0.0, 4.0), (1, 2), (6, 8)].enumerated() {
      log.gpus.append(Int32(gpu))
      log.executions.append(
        LoggedExecution(
          request: log.requests.number(of: "r"), node: log.nodes.number(of: "n"),
          gpus: gpu..<gpu + 1, startTime: times.0, endTime: times.1))
    }
    let conditions = RunConditions(log)
    #expect(conditions.gpuCount == 3)
    #expect(abs(conditions.concurrency - 1 / 6.0) < 1e-12)
  }
}
