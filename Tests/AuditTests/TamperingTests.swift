@testable import Audit
import History
import TestScenarios
import Testing

@testable import Engine

/// A log that is right but for one thing breaks exactly one rule.
struct TamperingTests {
  /// r0 runs x on A, then y on G; the others run n on A; r2 arrives at 1 and r3 at 20.
  private let run: Run = {
    let lone = Workflow(
      id: "lone", nodes: [WorkflowNode(id: "n", model: ModelID(0))], edges: [])
    let pair = Workflow(
      id: "pair",
      nodes: [
        WorkflowNode(id: "x", model: ModelID(0)), WorkflowNode(id: "y", model: ModelID(1)),
      ], edges: [(0, 1)])
    var table = RequestTable()
    func add(_ workflow: Int, _ arrival: Int64, _ seconds: [Double]) {
      table.append(
        id: "r\(table.count)", workflow: WorkflowID(workflow),
        timestampMicroseconds: arrival * 1_000_000,
        estimates: seconds.map { Estimate(seconds: $0, source: .request) })
    }
    add(1, 0, [4, 3])
    add(0, 0, [3])
    add(0, 1, [3])
    add(0, 20, [1])
    return Run(
      scenario: Scenario(
        hardware: Hardware(switchOverheadSeconds: 1),
        models: [
          Model(id: "A", memoryGB: 16, loadTimeSeconds: 2),
          Model(id: "G", memoryGB: 16, gpusRequired: 2, loadTimeSeconds: 2),
        ], workflows: [lone, pair], requests: table),
      options: Options(gpuCount: 3, mode: .online))
  }()

  /// The lines of the log, by start: x, r1/n, r2/n, y, r3/n.
  private let x = 0, first = 1, second = 2, y = 3, last = 4

  private func tampered(_ change: (inout ExecutionLog) -> Void) -> ExecutionLog {
    var log = ExecutionLog(of: run)
    change(&log)
    return log
  }

  /// The violations that are found without the inputs.
  private func alone(_ change: (inout ExecutionLog) -> Void) -> [Violation] {
    Audit(tampered(change)).violations
  }

  /// The violations that are found with the inputs.
  private func against(_ change: (inout ExecutionLog) -> Void) -> [Violation] {
    Audit(tampered(change), against: run.scenario).violations
  }

  @Test func `the log is the one that the other tests take it for`() {
    #expect(
      gantt(run) == """
        0 |//AAAA///GGG.........|
        1 |//AAA.///GGG.........|
        2 |.//AAA..............A|
        """)
    #expect(alone { _ in } == [])
    #expect(against { _ in } == [])
  }

  // MARK: - The log by itself

  @Test func `two executions on one GPU at once`() {
    #expect(
      alone { $0.place(first, on: [0]) } == [.overlap(gpu: 0, first: first, second: x)])
  }

  @Test func `an overlap on the second GPU of a group alone`() {
    let found = alone { log in
      log.executions[first].endTime = 7
      log.executions[first].executionTime = 5
    }
    #expect(found == [.overlap(gpu: 1, first: first, second: y)])
  }

  @Test func `a switch that begins before the GPU is free`() {
    let found = alone { log in
      log.executions[y].switchTime = 3.5
      log.executions[y].readyTime = 5
      log.executions[y].waitingTime = 0.5
      log.summary.totalSwitchTime = 3.5
    }
    #expect(found == [.overlap(gpu: 0, first: x, second: y)])
  }

  @Test func `an overlap with one before the last`() {
    // The short one in between must not hide the long one.
    let found = alone { log in
      log.executions[second].endTime = 20.5
      log.executions[second].executionTime = 17.5
      log.place(y, on: [1, 2])
      log.executions[first].endTime = 5
    }
    #expect(
      found == [
        .overlap(gpu: 2, first: second, second: y), .overlap(gpu: 2, first: second, second: last),
      ])
  }

  @Test func `an execution time that is not end minus start`() {
    #expect(alone { $0.executions[last].executionTime = 1.001 } == [.duration(execution: last)])
    #expect(alone { $0.executions[last].executionTime = 1.000_000_5 } == [])
  }

  @Test func `times below zero`() {
    #expect(
      alone { $0.executions[last].waitingTime = -1 }
        == [.negative(execution: last, field: "waiting_time", value: -1)])
    #expect(
      alone { $0.executions[last].switchTime = -1 }
        == [.negative(execution: last, field: "switch_time", value: -1)])
    let found = alone { log in
      log.executions[last].executionTime = -1
      log.executions[last].endTime = 19
      log.summary.makespan = 19
    }
    #expect(found == [.negative(execution: last, field: "execution_time", value: -1)])
  }

  @Test func `a dispatch before the node was ready`() {
    #expect(
      alone { $0.executions[last].readyTime = 20.5 } == [.dispatchedBeforeReady(execution: last)])
  }

  @Test func `counts and sums of the summary`() {
    func field(_ name: String, _ stated: Double, _ found: Double) -> [Violation] {
      [.summary(field: name, stated: stated, found: found)]
    }
    #expect(alone { $0.summary.totalNodesExecuted = 4 } == field("total_nodes_executed", 4, 5))
    #expect(alone { $0.summary.makespan = 20 } == field("makespan", 20, 21))
    #expect(alone { $0.summary.completedRequests = 9 } == field("completed_requests", 9, 4))
    #expect(alone { $0.summary.totalModelSwitches = 2 } == field("total_model_switches", 2, 1))
    #expect(alone { $0.summary.totalSwitchTime = 5 } == field("total_switch_time", 5, 3))
    #expect(against { $0.summary.totalRequests = 5 } == field("total_requests", 5, 4))
    #expect(against { $0.summary.completedRequests = 3 } == field("completed_requests", 3, 4))
    #expect(against { $0.summary.strandedNodes = 1 } == field("stranded_nodes", 1, 0))
  }

  @Test func `a GPU that the summary does not list`() {
    #expect(
      alone { $0.summary.gpus = [0, 1] } == [
        .unknownGPU(execution: second, gpu: 2), .unknownGPU(execution: last, gpu: 2),
      ])
  }

  // MARK: - Against the inputs

  @Test func `a node that ran twice`() {
    let found = against { log in
      var copy = log.executions[last]
      (copy.readyTime, copy.startTime, copy.endTime) = (30, 30, 31)
      log.executions.append(copy)
      log.summary.totalNodesExecuted = 6
      log.summary.makespan = 31
    }
    #expect(found == [.repeatedNode(first: last, second: 5)])
  }

  @Test func `a node that was ready before its dependency had ended`() {
    let found = against { log in
      log.executions[y].readyTime = 5.5
      log.executions[y].waitingTime = 0.5
    }
    #expect(found == [.dependency(execution: y, dependency: x)])
  }

  @Test func `a node whose dependency never ran`() {
    let found = against { log in
      log.executions.remove(at: x)
      log.summary.totalNodesExecuted = 4
      log.summary.completedRequests = 3
      log.summary.strandedNodes = 1
    }
    #expect(
      found == [
        .missingDependency(execution: y - 1, node: "x"), .neverRan(request: "r0", node: "x"),
      ])
  }

  @Test func `a node that was ready before its request arrived`() {
    let found = against { log in
      log.executions[last].readyTime = 19
      log.executions[last].waitingTime = 1
    }
    #expect(found == [.readyBeforeArrival(execution: last, arrival: 20)])
  }

  @Test func `a switch that costs something else`() {
    func cheapen(_ log: inout ExecutionLog) {
      log.executions[y].switchTime = 2
      log.executions[y].waitingTime = 1
      log.summary.totalSwitchTime = 2
    }
    #expect(against(cheapen) == [.switchCost(execution: y, expected: 3)])
    let measured = against { log in
      cheapen(&log)
      log.summary.simulate = true
      log.summary.statistics = [:]
      for line in log.executions.indices {
        log.executions[line].estimateSource = log.sources.number(of: "measured")
      }
    }
    #expect(measured == [])
  }

  @Test func `an evicted model that was not there`() {
    #expect(
      against { $0.executions[y].switchFrom = $0.models.number(of: "G") }
        == [.switchFrom(execution: y, expected: "A")])
    let found = against { log in
      log.executions[last].switchFrom = log.models.number(of: "G")
      log.summary.totalModelSwitches = 2
    }
    #expect(found == [.switchFrom(execution: last, expected: nil)])
  }

  @Test func `a group of the wrong size`() {
    #expect(
      against { $0.place(y, on: [0]) } == [.groupSize(execution: y, required: 2)])
  }

  @Test func `a group with a gap`() {
    let found = against { log in
      log.place(y, on: [0, 2])
      log.place(last, on: [1])
    }
    #expect(found == [.notConsecutive(execution: y)])
  }

  @Test func `a request, a node and a model that the inputs lack`() {
    func forget(_ log: inout ExecutionLog) {
      log.summary.completedRequests = 3
      log.summary.strandedNodes = 1
    }
    let request = against { log in
      log.executions[last].request = log.requests.number(of: "ghost")
      forget(&log)
    }
    #expect(
      request == [
        .unknownRequest(execution: last), .summary(field: "total_requests", stated: 4, found: 5),
      ])
    let node = against { log in
      log.executions[last].node = log.nodes.number(of: "ghost")
      forget(&log)
    }
    #expect(node == [.unknownNode(execution: last)])
    #expect(
      against { $0.executions[last].model = $0.models.number(of: "ghost") }
        == [.wrongModel(execution: last, expected: "A")])
  }
}

extension ExecutionLog {
  /// Moves a line to other GPUs.
  fileprivate mutating func place(_ line: Int, on numbers: [Int32]) {
    let start = gpus.count
    gpus += numbers
    executions[line].gpus = start..<gpus.count
    executions[line].firstGPU = numbers.first
  }
}
