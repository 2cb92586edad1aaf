@testable import History
import TestScenarios
import Testing

@testable import Engine

/// Histories that take their simulation along.
struct GrowthTests {
  @Test(arguments: UInt64(0)..<30)
  func `a history that grows in strides of any length ends as one of the finished run`(
    seed: UInt64
  ) {
    let run = Run(seed: seed)
    let whole = run.finished().trace
    var random = SeededGenerator(seed: seed)
    var history = History(growing: Simulation(scenario: run.scenario, options: run.options))
    while !history.isComplete {
      let before = history.trace.events.count
      history.grow(by: random.int(0...9))
      #expect(fingerprint(history.trace).count <= fingerprint(whole).count)
      #expect(history.trace.events.count - before <= 9)
    }
    #expect(fingerprint(history.trace) == fingerprint(whole))
    history.grow(by: 5)
    #expect(fingerprint(history.trace) == fingerprint(whole))
  }

  @Test func `a copy stays as it was when the history grows`() {
    let run = Run(seed: 3)
    var history = History(growing: Simulation(scenario: run.scenario, options: run.options))
    history.grow(by: 5)
    let copy = history
    history.growToEnd()
    #expect(copy.trace.events.count == 5 && !copy.isComplete)
    #expect(copy.moment(after: .max).eventCount == 5)
    #expect(history.trace.events.count > 5)
  }

  @Test
  func `a thread that looks at a history while another one lets it grow finds whole prefixes`()
    async
  {
    let run = Run(seed: 3)
    let whole = History(of: run.finished())
    let growing = GrowingHistory(
      History(growing: Simulation(scenario: run.scenario, options: run.options)))
    let growth = Task.detached { while growing.grow(by: 1) {} }
    var seen = 0
    while seen < whole.trace.events.count {
      let (count, queue) = growing.withHistory { history in
        let moment = history.moment(after: .max)
        return (moment.eventCount, moment.queue(first: .max))
      }
      #expect(count >= seen)
      #expect(queue == whole.moment(after: count).queue(first: .max))
      seen = count
      // A screen waits for keys between two looks.
      await Task.yield()
    }
    await growth.value
  }

  @Test(arguments: UInt64(0)..<30)
  func `an alternative to a branch is the same up to where it branched off`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let run = Run(seed: seed)
    let original = History(of: run.finished())
    let count = random.int(0...original.trace.events.count)
    var branch = History(growing: original.forked(after: count, change: .addGPU))
    branch.growToEnd()
    var options = branch.options
    options.policy = Policy(StrictFIFO())
    options.gpuCount = 1
    var other = History(growing: branch.alternative(under: options))
    #expect(
      fingerprint(other.trace) == fingerprint(original.forked(after: count, change: .addGPU).trace))
    other.growToEnd()
    for event in count..<max(count, other.trace.events.count) {
      for index in other.trace.executions(of: event) {
        #expect(other.trace.executions[index].gpus == 0..<1)
      }
    }
    let differences = ScheduleDifferences(
      between: branch.trace, and: other.trace, of: run.scenario)
    let since = count > 0 ? original.trace.events[count - 1].time : -.infinity
    #expect(differences.all.allSatisfy { $0.time >= since })
    // Where nothing branched, it is another run from the beginning.
    #expect(original.alternative(under: options).trace.events.isEmpty)
  }
}
