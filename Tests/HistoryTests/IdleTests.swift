@testable import History
import TestScenarios
import Testing

@testable import Engine

/// Idle GPUs beside waiting nodes, against asking each moment anew.
struct IdleTests {
  @Test(arguments: UInt64(0)..<100)
  func `idle moments begin stretches of time in which a GPU is free and nodes wait`(seed: UInt64) {
    expectStretches(in: History(of: Run(seed: seed).finished()))
  }

  @Test(arguments: UInt64(0)..<100)
  func `a lost GPU does not idle, and one more does`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let run = Run(seed: seed)
    let original = run.finished()
    let gpu = random.int(0...run.options.gpuCount - 1)
    let change = random.chance(70) ? Change.removeGPU(gpu) : .addGPU
    var fork = original.forked(
      after: random.int(0...original.trace.events.count), change: change)
    fork.runToEnd()
    expectStretches(in: History(of: fork))
  }

  private func expectStretches(in history: History) {
    let events = history.trace.events
    // Between two events at one time no time passes: the state before them holds.
    var flags = [false]
    for count in events.indices.map({ $0 + 1 }) {
      let isSettled = count == events.count || events[count].time > events[count - 1].time
      flags.append(isSettled ? isIdle(history.moment(after: count), count) : flags[count - 1])
    }
    let begins = flags.indices.dropFirst().filter { flags[$0] && !flags[$0 - 1] }
    #expect(history.idleMoments.map { Int($0) + 1 } == begins)
    let walk = flags.indices.map { WalkState(history, afterEvents: $0).isIdle }
    #expect(walk == flags)
    for begin in begins where begin < events.count {
      #expect(events[begin].time > events[begin - 1].time, "a stretch has a length")
    }
  }

  private func isIdle(_ moment: Moment, _ count: Int) -> Bool {
    // A change that comes into force at the next event is not in force yet.
    let shape = moment.history.options(ofEvent: count - 1).shape
    return moment.queueLength > 0
      && (0..<shape.gpuCount).contains { gpu in
        guard !shape.isAbsent(gpu) else { return false }
        return moment.executions(on: gpu, from: -.infinity, to: .infinity).last
          .map { moment.history.trace.executions[$0].end <= moment.time } ?? true
      }
  }
}
