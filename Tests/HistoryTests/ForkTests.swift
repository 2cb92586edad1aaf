@testable import History
import TestScenarios
import Testing

@testable import Engine

/// What-if branches: from an event on with another policy, or other GPUs.
struct ForkTests {
  private static let seeds: Range<UInt64> = 0..<60

  private func change(_ seed: UInt64, _ random: inout SeededGenerator, _ options: Options) -> Change
  {
    switch seed % 3 {
    case 0: .policy(policies[random.int(0...policies.count - 1)])
    case 1: .addGPU
    default: .removeGPU(random.int(0...options.gpuCount - 1))
    }
  }

  @Test(arguments: Self.seeds)
  func `a fork is the same up to its event, and all after it is decided anew`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let run = Run(seed: seed, policy: policies[random.int(0...policies.count - 1)])
    let original = run.finished()
    let count = random.int(0...original.trace.events.count)
    let change = change(seed, &random, run.options)
    var fork = original.forked(after: count, change: change)
    #expect(fork.trace.events.count == count)
    let before = fingerprint(fork.trace)
    fork.runToEnd()
    #expect(before.allSatisfy(Set(fingerprint(original.trace)).contains))
    let history = History(of: fork)
    // Each decision is made again from the GPUs and the queue as the trace alone tells them.
    expectExplanations(of: history)
    // Before the change nobody knows of it.
    expectEarliestTimes(in: history, from: count + 1)
    expectNoOverlap(in: fork)
    guard case .removeGPU(let gpu) = change else { return }
    let later = fork.trace.executions.indices.filter { fork.trace.dispatchEvent(of: $0) >= count }
    #expect(later.allSatisfy { !fork.trace.executions[$0].gpus.contains(gpu) })
  }

  @Test(arguments: policies, UInt64(0)..<15)
  func `a fork at the beginning is a fresh run`(policy: Policy, seed: UInt64) {
    let run = Run(seed: seed)
    var fork = run.finished().forked(after: 0, change: .policy(policy))
    fork.runToEnd()
    #expect(
      fingerprint(fork.trace) == fingerprint(Run(seed: seed, policy: policy).finished().trace))
    var more = Run(seed: seed, policy: policy)
    more.options.gpuCount += 1
    var larger = Run(seed: seed, policy: policy).finished().forked(after: 0, change: .addGPU)
    larger.runToEnd()
    #expect(fingerprint(larger.trace) == fingerprint(more.finished().trace))
  }

  @Test(arguments: policies, UInt64(0)..<15)
  func `without its last GPU from the beginning it is a machine with one GPU fewer`(
    policy: Policy, seed: UInt64
  ) {
    let run = Run(seed: seed, policy: policy)
    guard let fewer = run.options.oneGPUFewer else { return }
    var fork = run.finished().forked(after: 0, change: fewer)
    fork.runToEnd()
    var smaller = run
    smaller.options.gpuCount -= 1
    #expect(fingerprint(fork.trace) == fingerprint(smaller.finished().trace))
  }

  @Test(arguments: policies, UInt64(0)..<15)
  func `a fork that changes nothing goes on as the original`(policy: Policy, seed: UInt64) {
    let run = Run(seed: seed, policy: policy)
    let original = run.finished()
    var fork = original.forked(
      after: original.trace.events.count / 2, change: .policy(policy))
    fork.runToEnd()
    #expect(fingerprint(fork.trace) == fingerprint(original.trace))
    let differences = ScheduleDifferences(
      between: original.trace, and: fork.trace, of: run.scenario)
    #expect(differences.all.isEmpty)
  }

  @Test(arguments: Self.seeds)
  func `a fork of a fork keeps both changes`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let run = Run(seed: seed)
    var first = run.finished().forked(after: random.int(0...10), change: .addGPU)
    first.runToEnd()
    let count = random.int(0...first.trace.events.count)
    var second = first.forked(after: count, change: .policy(Policy(Collate())))
    #expect(second.options.policy == Policy(Collate()))
    second.runToEnd()
    expectExplanations(of: History(of: second))
    expectNoOverlap(in: second)
    var again = first.forked(after: count, change: .policy(.baseline))
    again.runToEnd()
    if count >= 10 { #expect(fingerprint(again.trace) == fingerprint(first.trace)) }
  }

  @Test(arguments: Self.seeds)
  func `the differences of two schedules are those that a scan finds`(seed: UInt64) {
    let run = Run(seed: seed)
    let (one, other) = (
      run.finished().trace, Run(seed: seed, policy: Policy(StrictFIFO())).finished().trace
    )
    let found = ScheduleDifferences(between: one, and: other, of: run.scenario)
    func decisions(_ trace: Trace) -> [RequestNode: [Double]] {
      var result: [RequestNode: [Double]] = [:]
      for (index, execution) in trace.executions.enumerated() {
        let time = trace.events[trace.dispatchEvent(of: index)].time
        result[trace.node(of: execution)] = [time] + execution.gpus.map(Double.init)
      }
      return result
    }
    let (left, right) = (decisions(one), decisions(other))
    let nodes = Set(left.keys).union(right.keys).filter { left[$0] != right[$0] }
    #expect(Set(found.all.map(\.node)) == nodes && found.all.count == nodes.count)
    #expect(found.all.map(\.time) == found.all.map(\.time).sorted())
    #expect(found.next(after: -.infinity) == found.all.first)
    #expect(found.previous(before: .infinity) == found.all.last)
  }
}

private func expectNoOverlap(in simulation: Simulation) {
  for gpu in 0..<simulation.options.gpuCount {
    let lane = simulation.trace.executions.filter { $0.gpus.contains(gpu) }
    for (earlier, later) in zip(lane, lane.dropFirst()) {
      #expect(later.start - later.switchTime >= earlier.end - 1e-9)
    }
  }
}
