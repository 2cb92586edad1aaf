@testable import Audit
import History
import TestScenarios
import Testing

@testable import Engine

/// Logs turned back into runs.
@Suite struct LogReplayTests {
  /// Every execution with all that a lane shows of it, in the order of starts.
  private func lanes(_ history: History) -> [String] {
    history.trace.executions.map { execution in
      let node = history.trace.node(of: execution)
      return "\(execution.gpus) \(execution.start) \(execution.switchTime) \(execution.end) "
        + "\(history.scenario[node.request].id) \(history.scenario[node].id) "
        + history.scenario[history.model(of: execution)].id
    }.sorted()
  }

  /// The ledger, by names: models may have other numbers.
  private func ledger(_ history: History) -> [String] {
    let moment = history.moment(after: history.trace.events.count)
    return (0..<moment.switchCount).compactMap { moment.switchEntry($0) }.map { entry in
      let next = entry.nextLoad.map { "\(history.trace.executions[$0].start)" } ?? "never"
      return "\(entry.gpus) \(history.scenario[entry.from].id) → \(history.scenario[entry.to].id) "
        + "\(entry.seconds) \(next)"
    }.sorted()
  }

  private func waits(_ history: History) -> [Double] {
    history.trace.executions.map(history.trace.waitingTime(of:)).sorted()
  }

  @Test(arguments: seeds)
  func `a log shows the lanes and the ledger of its run, with its inputs and without`(
    seed: UInt64
  ) throws {
    let run = Run(seed: seed)
    let original = History(of: run.finished())
    let log = ExecutionLog(of: run)
    for scenario in [run.scenario, nil] {
      let replayed = try indexed(ReplayedRun(log, in: scenario))
      #expect(lanes(replayed) == lanes(original))
      #expect(replayed.options.gpuCount == run.options.gpuCount)
      guard hasDistinctSwitches(original) else { continue }
      #expect(ledger(replayed) == ledger(original))
    }
  }

  /// Whether no two dispatches of a model fall together, so that the next load of it is one.
  private func hasDistinctSwitches(_ history: History) -> Bool {
    let times = history.trace.executions.map { $0.start - $0.switchTime }
    return Set(times).count == times.count
  }

  @Test(arguments: seeds)
  func `with the inputs, what waits and what never ran is known at every moment`(
    seed: UInt64
  ) throws {
    let run = Run(seed: seed)
    let original = History(of: run.finished())
    let replayed = try indexed(ReplayedRun(ExecutionLog(of: run), in: run.scenario))
    #expect(replayed.trace.events.map(\.time) == original.trace.events.map(\.time))
    #expect(replayed.trace.readied.count == original.trace.readied.count)
    #expect(replayed.completed.count == original.completed.count)
    for (mine, theirs) in zip(waits(replayed), waits(original)) {
      #expect(abs(mine - theirs) <= 1e-6)
    }
  }

  @Test(arguments: seeds)
  func `every moment of a replayed log can be looked at, whatever its order`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    var log = ExecutionLog(of: Run(seed: seed))
    log.executions = log.executions.filter { _ in random.chance(80) }.shuffled(using: &random)
    log.summary = LoggedSummary()
    guard Audit(log).violations.isEmpty else { return }
    let history = try indexed(ReplayedRun(log))
    #expect(history.trace.executions.count == log.executions.count)
    for event in 0...history.trace.events.count {
      let moment = history.moment(after: event)
      #expect(moment.queueLength >= 0 && moment.runningCount >= 0)
      #expect(moment.queue(first: 3).count <= 3)
      for request in history.scenario.requests.indices { _ = moment.story(of: request) }
      if moment.executionCount > 0 { _ = moment.why(execution: moment.executionCount - 1) }
    }
  }

  @Test func `a log of other inputs, or of scattered GPUs, is refused`() {
    var log = ExecutionLog()
    log.gpus = [0, 2]
    log.executions = [
      LoggedExecution(
        request: log.requests.number(of: "r"), workflow: log.workflows.number(of: "w"),
        node: log.nodes.number(of: "n"), model: log.models.number(of: "m"), gpus: 0..<2,
        readyTime: 0, startTime: 1, endTime: 2, executionTime: 1, switchTime: 1, waitingTime: 0,
        switchFrom: nil)
    ]
    let other = Scenario(models: [], workflows: [])
    #expect(throws: ReplayFailure.unknown(execution: 0)) {
      try indexed(ReplayedRun(log, in: other))
    }
    #expect(throws: ReplayFailure.scatteredGPUs(execution: 0)) { try indexed(ReplayedRun(log)) }
  }

  @Test func `an empty log is an empty run`() throws {
    let history = try indexed(ReplayedRun(ExecutionLog()))
    #expect(history.trace.events.isEmpty && history.options.gpuCount == 1)
  }
}

private func indexed(_ run: ReplayedRun) -> History {
  History(scenario: run.scenario, options: run.options, trace: run.trace)
}
