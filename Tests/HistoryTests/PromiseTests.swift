@testable import History
import TestScenarios
import Testing

@testable import Engine

/// What single policies promise, over generated scenarios.
struct PromiseTests {
  private static let seeds: Range<UInt64> = 0..<50

  @Test(arguments: Self.seeds)
  func `strict-fifo dispatches in the order of becoming ready`(seed: UInt64) {
    let run = Run(seed: seed, policy: Policy(StrictFIFO()))
    let entries = run.finished().trace.executions.map(\.readied)
    #expect(entries == entries.sorted())
  }

  @Test(arguments: Self.seeds)
  func `shortest-first takes the shortest that fits, and aging bounds how often one is passed`(
    seed: UInt64
  ) {
    for policy in [ShortestFirst(), ShortestFirst(aging: 0), ShortestFirst(aging: 2)] {
      visitDispatches(of: Run(seed: seed, policy: Policy(policy))) { situation, node, _, _ in
        for other in situation.nodes where situation.usualGPUs(for: other.model) != nil {
          let gain = policy.aging * (other.readyTime - node.readyTime)
          #expect(node.seconds <= other.seconds + gain + 1e-9)
        }
      }
    }
  }

  @Test(arguments: Self.seeds)
  func `critical-path takes the node with the longest way to go that fits`(seed: UInt64) {
    visitDispatches(of: Run(seed: seed, policy: Policy(CriticalPathFirst()))) {
      situation, node, _, _ in
      for other in situation.nodes where situation.usualGPUs(for: other.model) != nil {
        #expect(node.remainingPath >= other.remainingPath)
      }
    }
  }

  @Test(arguments: Self.seeds)
  func `collate passes no model that has been without a turn for too long`(seed: UInt64) {
    for limit in [0, 3, 60.0] {
      let run = Run(seed: seed, policy: Policy(Collate(maxWait: limit)))
      visitDispatches(of: run) { situation, node, execution, _ in
        let waits = situation.queue.models.map { situation.wait(of: $0) }
        let isOverdue = waits.contains { $0 > limit }
        #expect(waits.max() == waits[node.model.index] || !isOverdue)
        guard !isOverdue, execution.replaced != .nothing else { return }
        for model in situation.queue.models where waits[model.index] > -.infinity {
          #expect(situation.residentGPUs(for: model) == nil)
        }
      }
    }
  }

  @Test(arguments: Self.seeds)
  func `reserve keeps its word to the node that waits longest`(seed: UInt64) {
    let history = History(of: Run(seed: seed, policy: Policy(Reserve())).finished())
    for count in 1..<max(1, history.trace.events.count) {
      let moment = history.moment(after: count)
      let head = moment.queue(first: .max).lazy.compactMap { entry in
        moment.whyWaiting(entry: entry)?.earliestDispatch.map { (entry, $0) }
      }.first
      guard let (entry, promised) = head, let execution = history.dispatches.execution(of: entry)
      else { continue }
      let event = history.trace.dispatchEvent(of: execution)
      #expect(history.trace.events[event].time <= promised)
    }
  }

  @Test(arguments: Self.seeds)
  func `static never switches while there are GPUs for all models`(seed: UInt64) {
    let run = Run(seed: seed, policy: Policy(Static()))
    let homes = Homes(run.scenario, run.options).ranges
    let trace = run.finished().trace
    for execution in trace.executions {
      let home = homes[run.scenario.model(of: trace.node(of: execution)).index]
      #expect(
        home.contains(execution.gpus.lowerBound) && execution.gpus.upperBound <= home.upperBound)
    }
    let used = homes.filter { !$0.isEmpty }
    let areApart = used.indices.allSatisfy { index in
      used[..<index].allSatisfy { !$0.overlaps(used[index]) }
    }
    if areApart { #expect(trace.executions.allSatisfy { !$0.isSwitch }) }
  }

  @Test(arguments: Self.seeds)
  func `cost takes the pair that costs least`(seed: UInt64) {
    let policy = Cost()
    visitDispatches(of: Run(seed: seed, policy: Policy(policy))) { situation, node, execution, _ in
      func cost(_ node: ReadyNode, _ gpus: Range<Int>) -> Double {
        let free = gpus.map(situation.machine.freeAt).max() ?? 0
        return situation.machine.switching(to: node.model, on: gpus).seconds
          - 0.1 * (situation.now - node.readyTime) - 0.01 * (situation.now - free)
      }
      let least = situation.nodes.flatMap { other in
        situation.freeWindows(for: other.model).map { cost(other, $0) }
      }.min()
      #expect(cost(node, execution.gpus) <= (least ?? 0) + 1e-9)
    }
  }

  @Test(arguments: Self.seeds)
  func `no-affinity takes the GPU that has been free longest`(seed: UInt64) {
    visitDispatches(of: Run(seed: seed, policy: Policy(NoAffinity()))) {
      situation, node, execution, _ in
      guard execution.gpus.count == 1 else { return }
      #expect(execution.gpus.lowerBound == situation.machine.longestFreeGPU)
      #expect(
        node.entry == situation.nodes.first { situation.usualGPUs(for: $0.model) != nil }?.entry)
    }
  }
}

extension Situation {
  /// For how long a model with waiting nodes has been without a turn, in seconds.
  fileprivate func wait(of model: ModelID) -> Double {
    guard let first = queue.first(of: model) else { return -.infinity }
    return now - max(first.readyTime, queue.lastTurn(of: model))
  }
}

extension ShortestFirst {
  init(aging: Double) {
    self.init()
    self.aging = aging
  }
}

extension Collate {
  init(maxWait: Double) {
    self.init()
    self.maxWait = maxWait
  }
}
