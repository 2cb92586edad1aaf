@testable import History
import TestScenarios
import Testing

@testable import Engine

/// The scheduler when executions take what is reported.
@Suite struct MeasuredTests {
  /// Runs a scheduler with made-up times, from half to twice what is estimated.
  ///
  /// What ends first is reported first.
  private func measured(_ run: Run, seed: UInt64, stopAfter limit: Int = .max) -> Scheduler {
    var random = SeededGenerator(seed: seed ^ 0xABCD)
    var scheduler = Scheduler(scenario: run.scenario, options: run.options, timing: .measured)
    let arrivals = run.scenario.arrivalTimes(mode: run.options.mode, rules: run.options.rules)
    var pending: [(time: Double, subject: Subject)] = zip(run.scenario.requests.indices, arrivals)
      .map { (max(0, $1), .arrival($0)) }
    while let next = pending.indices.min(by: { pending[$0].time < pending[$1].time }),
      scheduler.trace.events.count < limit
    {
      let input = pending.remove(at: next)
      for index in scheduler.handle(input.subject, at: input.time) {
        let execution = scheduler.trace.executions[index]
        let start = input.time + execution.switchTime * Double.random(in: 0.5...2, using: &random)
        scheduler.begin(index, at: start)
        let end = start + execution.executionTime * Double.random(in: 0.5...2, using: &random)
        pending.append((max(end, input.time), .completion(index)))
      }
    }
    return scheduler
  }

  @Test(arguments: seeds)
  func `no GPU is given away before its completion is reported`(seed: UInt64) {
    let run = Run(seed: seed)
    let trace = measured(run, seed: seed).trace
    var running = [Int?](repeating: nil, count: run.options.gpuCount)
    for event in trace.events.indices {
      if case .completion(let execution) = trace.events[event].subject {
        for gpu in trace.executions[execution].gpus {
          #expect(running[gpu] == execution)
          running[gpu] = nil
        }
      }
      for execution in trace.executions(of: event) {
        for gpu in trace.executions[execution].gpus {
          #expect(running[gpu] == nil)
          running[gpu] = execution
        }
      }
    }
    #expect(running.allSatisfy { $0 == nil })
  }

  @Test(arguments: seeds)
  func `what is reported is what the trace holds`(seed: UInt64) {
    let trace = measured(Run(seed: seed), seed: seed).trace
    for (execution, completion) in zip(trace.executions, trace.completionTimes) {
      #expect(completion.map { abs($0 - execution.end) <= 1e-9 } == true)
      #expect(execution.switchTime >= 0 && execution.executionTime >= 0)
    }
  }

  @Test(arguments: seeds)
  func `reported what was estimated, the schedule is the simulated one`(seed: UInt64) {
    let run = Run(seed: seed)
    let simulated = run.finished().trace
    // At equal times the GPU of a completion that is still to be handled counts as free.
    let ends = Set(simulated.executions.map(\.end))
    let arrivals = run.scenario.arrivalTimes(mode: run.options.mode, rules: run.options.rules)
    guard ends.count == simulated.executions.count, ends.isDisjoint(with: arrivals),
      simulated.executions.allSatisfy({ $0.end > $0.start })
    else { return }
    var scheduler = Scheduler(scenario: run.scenario, options: run.options, timing: .measured)
    for event in simulated.events {
      for index in scheduler.handle(event.subject, at: event.time) {
        scheduler.begin(index, at: simulated.executions[index].start)
      }
    }
    #expect(scheduler.trace.executions.map(\.gpus) == simulated.executions.map(\.gpus))
    #expect(scheduler.trace.executions.map(\.readied) == simulated.executions.map(\.readied))
    #expect(scheduler.trace.executions.map(\.replaced) == simulated.executions.map(\.replaced))
    for (mine, theirs) in zip(scheduler.trace.executions, simulated.executions) {
      #expect(abs(mine.end - theirs.end) < 1e-9)
    }
  }

  @Test(arguments: seeds)
  func `an interrupted run without its unfinished executions is a whole trace`(seed: UInt64) {
    let run = Run(seed: seed)
    let whole = measured(run, seed: seed, stopAfter: 12).trace
    let trace = whole.withoutUnfinished()
    #expect(trace.completionTimes.allSatisfy { $0 != nil })
    #expect(trace.executions.count == whole.completionTimes.count { $0 != nil })
    #expect(trace.readied.map(\.node) == whole.readied.map(\.node))
    #expect(trace.events.map(\.time) == whole.events.map(\.time))
    let nodes = trace.executions.map(trace.node(of:))
    let kept = zip(whole.executions, whole.completionTimes).filter { $0.1 != nil }
    #expect(nodes == kept.map { whole.node(of: $0.0) })
    let history = History(scenario: run.scenario, options: run.options, trace: trace)
    #expect(history.moment(after: trace.events.count).runningCount == 0)
  }

  @Test(arguments: seeds)
  func `what is under way lasts at least until now`(seed: UInt64) {
    let run = Run(seed: seed)
    let trace = measured(run, seed: seed, stopAfter: 12).trace
    let now = (trace.events.last?.time ?? 0) + 5
    let under = Set(trace.completionTimes.indices.filter { trace.completionTimes[$0] == nil })
    let shown = trace.lasting(until: now, preparing: under)
    for (index, execution) in shown.executions.enumerated() {
      if under.contains(index) {
        #expect(execution.end >= now - 1e-9 && execution.start >= now - 1e-9)
      } else {
        #expect(execution.end == trace.executions[index].end)
      }
    }
  }
}
