import Audit
import Engine
import TestScenarios

@testable import Calibration

/// A machine whose times are known, and logs of runs on it.
struct Planted {
  let scenario: Scenario
  /// The largest deviation of a call or a switch from its mean, as a share.
  let jitter: Double

  /// Three models of different sizes in chains of two, on two GPUs.
  init(jitter: Double) {
    self.jitter = jitter
    let models = [(8.0, 1.5), (14, 3), (26, 0.8)].enumerated().map { index, planted in
      Model(
        id: "m\(index)", memoryGB: planted.0, loadTimeSeconds: 2 + Double(index),
        inferenceTimeMean: planted.1, inferenceTimeStd: jitter * planted.1 / 3.0.squareRoot())
    }
    let workflows = [(0, 1), (1, 2), (2, 0)].enumerated().map { index, nodes in
      Workflow(
        id: "w\(index)",
        nodes: [
          WorkflowNode(id: "a", model: ModelID(nodes.0)),
          WorkflowNode(id: "b", model: ModelID(nodes.1)),
        ], edges: [(from: 0, to: 1)])
    }
    var requests = RequestTable()
    for index in 0..<60 {
      let workflow = WorkflowID(index * 7 % 3)
      requests.append(
        id: "r\(index)", workflow: workflow, timestampMicroseconds: nil,
        estimates: workflows[workflow.index].nodes.map {
          models[$0.model.index].estimate(maxLength: nil)
        })
    }
    scenario = Scenario(
      hardware: Hardware(pcieBandwidthGBPerSecond: 12, switchOverheadSeconds: 0.7),
      models: models, workflows: workflows, requests: requests)
  }

  /// Runs the scenario with times drawn from a seed, each heard a little late.
  func log(seed: UInt64) -> ExecutionLog {
    log(on: DrawnTimes(jitter: jitter, random: SeededGenerator(seed: seed)))
  }

  /// Runs the scenario on a machine.
  func log(on machine: some PlantedMachine) -> ExecutionLog {
    var machine = machine
    let options = Options(gpuCount: 2)
    var scheduler = Scheduler(scenario: scenario, options: options, timing: .measured)
    var log = ExecutionLog()
    var pending: [(time: Double, subject: Subject)] = scenario.requests.indices.map {
      (0, .arrival($0))
    }
    while let next = pending.indices.min(by: { pending[$0].time < pending[$1].time }) {
      let input = pending.remove(at: next)
      for index in scheduler.handle(input.subject, at: input.time) {
        let execution = scheduler.trace.executions[index]
        let model = scenario[scenario.model(of: scheduler.trace.node(of: execution))]
        let start =
          input.time + machine.secondsOfSwitch(to: model, before: execution, at: input.time)
        scheduler.begin(index, at: start)
        let end = start + machine.secondsOfCall(execution, at: start)
        pending.append((end, .completion(index)))
        append(execution, from: input.time, start, end, scheduler.trace, to: &log)
      }
    }
    log.summary.gpus = [0, 1]
    log.summary.simulate = true
    return log
  }

  private func append(
    _ execution: Execution, from dispatch: Double, _ start: Double, _ end: Double, _ trace: Trace,
    to log: inout ExecutionLog
  ) {
    let node = trace.node(of: execution)
    let first = log.gpus.count
    log.gpus += execution.gpus.map(Int32.init)
    log.executions.append(
      LoggedExecution(
        request: log.requests.number(of: scenario[node.request].id),
        workflow: log.workflows.number(of: scenario.workflow(of: node.request).id),
        node: log.nodes.number(of: scenario[node].id),
        model: log.models.number(of: scenario[scenario.model(of: node)].id),
        gpus: first..<log.gpus.count, startTime: start, endTime: end, executionTime: end - start,
        estimateSource: log.sources.number(of: "measured"), switchTime: start - dispatch))
  }
}

/// A machine that takes the time for the switches and calls of a run.
protocol PlantedMachine {
  mutating func secondsOfSwitch(
    to model: Model, before execution: Execution, at time: Double
  ) -> Double
  mutating func secondsOfCall(_ execution: Execution, at time: Double) -> Double
}

/// The expected times with random deviations, each heard a little late.
struct DrawnTimes: PlantedMachine {
  let jitter: Double
  var random: SeededGenerator

  private mutating func drawn(_ mean: Double) -> Double {
    guard mean > 0 else { return 0 }
    return mean * (1 + jitter * Double.random(in: -1...1, using: &random))
      + Double.random(in: 0...0.001, using: &random)
  }

  mutating func secondsOfSwitch(
    to model: Model, before execution: Execution, at time: Double
  ) -> Double {
    drawn(execution.switchTime)
  }

  mutating func secondsOfCall(_ execution: Execution, at time: Double) -> Double {
    drawn(execution.executionTime)
  }
}
