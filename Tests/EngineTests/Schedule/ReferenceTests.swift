import TestScenarios
import Testing

@testable import Engine

struct ReferenceTests {
  @Test(arguments: seeds)
  func `the schedule is the one of a naive scheduler, to the last bit`(seed: UInt64) {
    let run = Run(seed: seed)
    let trace = run.finished().trace
    let naive = NaiveScheduler(run)
    let found = trace.executions.indices.map { index -> NaiveScheduler.Row in
      let execution = trace.executions[index]
      let node = trace.node(of: execution)
      return NaiveScheduler.Row(
        node: node, model: run.scenario.model(of: node), gpus: execution.gpus,
        ready: trace.readyTime(of: execution),
        dispatched: trace.events[trace.dispatchEvent(of: index)].time, start: execution.start,
        end: execution.end, replaced: execution.replaced, switchTime: execution.switchTime,
        isCompleted: true)
    }
    #expect(found == naive.rows)
  }

  @Test(arguments: seeds)
  func `the events are those of a naive scheduler, in its order`(seed: UInt64) {
    let run = Run(seed: seed)
    let trace = run.finished().trace
    let naive = NaiveScheduler(run)
    #expect(trace.events.map(\.subject) == naive.snapshots.map(\.subject))
    #expect(trace.events.map(\.time) == naive.snapshots.map(\.time))
    #expect(trace.events.map(\.executionsAfter) == naive.snapshots.map(\.rows.count))
    #expect(
      trace.events.map { $0.readiedAfter - $0.executionsAfter }
        == naive.snapshots.map(\.queue.count))
  }

  @Test(arguments: seeds)
  func `running twice gives the same trace`(seed: UInt64) {
    let run = Run(seed: seed)
    #expect(fingerprint(run.finished().trace) == fingerprint(run.finished().trace))
  }

  @Test(arguments: seeds)
  func `a reservation beside which no gap is filled is strict order`(seed: UInt64) throws {
    let reserve = Run(seed: seed, policy: try Policy("reserve:depth=0"))
    let strict = Run(seed: seed, policy: try Policy("strict-fifo"))
    #expect(fingerprint(reserve.finished().trace) == fingerprint(strict.finished().trace))
  }

  @Test(arguments: seeds)
  func `a copy made midway is a fork that knows nothing of the original`(seed: UInt64) {
    let run = Run(seed: seed)
    var random = SeededGenerator(seed: seed)
    var original = Simulation(scenario: run.scenario, options: run.options)
    let whole = fingerprint(run.finished().trace)
    let cut = random.int(0...run.finished().trace.events.count)
    for _ in 0..<cut { original.step() }
    var fork = original
    let before = fingerprint(fork.trace)
    original.runToEnd()
    #expect(fingerprint(fork.trace) == before)
    #expect(fork.trace.events.count == cut)
    fork.runToEnd()
    #expect(fingerprint(original.trace) == whole)
    #expect(fingerprint(fork.trace) == whole)
  }

  @Test func `progress is told every so many events and can end the run`() {
    let run = Run(seed: 3)
    let whole = run.finished().trace.events.count
    var told: [Int] = []
    var simulation = Simulation(scenario: run.scenario, options: run.options)
    simulation.runToEnd(every: 5) { count in
      told.append(count)
      return count < 15
    }
    #expect(whole > 15)
    #expect(told == [5, 10, 15])
    #expect(simulation.trace.events.count == 15)
    #expect(simulation.nextEventTime != nil)
    simulation.runToEnd()
    #expect(simulation.trace.events.count == whole)
    #expect(simulation.nextEventTime == nil)
    #expect(simulation.step() == nil)
  }
}
