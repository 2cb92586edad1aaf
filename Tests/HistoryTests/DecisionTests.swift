@testable import History
import TestScenarios
import Testing

@testable import Engine

/// The explanation of each dispatch, and of each wait, of generated runs.
struct DecisionTests {
  private static let seeds: Range<UInt64> = 0..<100

  /// Shows each dispatch with its explanation and the naive world that it found.
  private func visit(_ seed: UInt64, check: (Decision, ReplayedWorld, Execution, Trace) -> Void) {
    let run = Run(seed: seed)
    let history = History(of: run.finished())
    let moment = history.moment(after: history.trace.events.count)
    var index = 0
    replay(run) { world, execution, trace in
      let decision = moment.why(execution: index)
      #expect(decision?.execution == index)
      if let decision { check(decision, world, execution, trace) }
      index += 1
    }
  }

  @Test(arguments: Self.seeds)
  func `the explained choice is the one made`(seed: UInt64) {
    visit(seed) { decision, world, execution, trace in
      let chosen = decision.candidates[decision.chosen]
      #expect(chosen.gpus == execution.gpus && decision.readied == execution.readied)
      #expect(decision.switching.seconds == execution.switchTime)
      #expect(decision.switching.replaced == execution.replaced)
      #expect(trace.executions(of: decision.event).contains(decision.execution))
      #expect(
        execution.switchTime
          == (execution.gpus.contains(decision.dearestGPU)
            ? world.cost(of: decision.model, on: decision.dearestGPU) : -1))
    }
  }

  @Test(arguments: Self.seeds)
  func `the candidates are all groups of free GPUs as they were`(seed: UInt64) {
    visit(seed) { decision, world, execution, _ in
      let required = world.scenario[decision.model].gpusRequired
      let windows = (0...max(0, world.free.count - required)).map { $0..<$0 + required }
        .filter { $0.allSatisfy { world.free[$0] } }
      #expect(decision.candidates.map(\.gpus) == windows)
      #expect(decision.freeGPUCount == world.free.count { $0 })
      for candidate in decision.candidates {
        #expect(candidate.residents == candidate.gpus.map { world.residents[$0] })
        #expect(candidate.freeSince == candidate.gpus.map { world.lastEnds[$0] }.max())
        let costs = candidate.gpus.map { world.cost(of: decision.model, on: $0) }
        #expect(
          candidate.switching.seconds
            == (world.options.rules == .gswarm ? costs.first : costs.max()))
      }
    }
  }

  @Test(arguments: Self.seeds)
  func `the rule that is named is true`(seed: UInt64) {
    visit(seed) { decision, world, execution, _ in
      let (chosen, first) = (decision.candidates[decision.chosen], decision.candidates[0])
      let warm = decision.candidates.filter { $0.residents == [decision.model] }
      let isSingle = world.scenario[decision.model].gpusRequired == 1
      switch decision.rule {
      case .resident: #expect(isSingle && warm.first == chosen)
      case .onlyFreeGPU: #expect(isSingle && decision.candidates == [chosen] && warm.isEmpty)
      case .freeLongest:
        #expect(isSingle && decision.candidates.count > 1 && warm.isEmpty)
        let longest = decision.candidates.min {
          ($0.freeSince, $0.gpus.lowerBound) < ($1.freeSince, $1.gpus.lowerBound)
        }
        #expect(longest == chosen)
      case .onlyFreeWindow: #expect(!isSingle && decision.candidates == [chosen])
      case .firstWindow:
        #expect(!isSingle && decision.candidates.count > 1 && first == chosen)
      default: Issue.record("the baseline has no such rule")
      }
    }
  }

  @Test(arguments: Self.seeds)
  func `those passed over are those who waited ahead without room`(seed: UInt64) {
    visit(seed) { decision, world, execution, trace in
      let ahead = (0..<execution.readied).filter { !world.dispatched.contains($0) }
      #expect(decision.passedOver.reduce(0) { $0 + $1.count } == ahead.count)
      for group in decision.passedOver {
        let same = ahead.filter { world.scenario.model(of: trace.readied[$0].node) == group.model }
        #expect(group.count == same.count && group.first == Array(same.prefix(3)))
        let required = world.scenario[group.model].gpusRequired
        switch group.reason {
        case .neverFits: #expect(required > world.free.count)
        case .noFreeWindow(_, let longest):
          let runs = world.free.split(separator: false).map(\.count)
          #expect(longest == runs.max() ?? 0 && longest < required)
        default: Issue.record("a GPU is free, and the baseline was at work")
        }
      }
    }
  }

  @Test(arguments: Self.seeds)
  func `no node is dispatched before the earliest time told while it waits`(seed: UInt64) {
    let run = Run(seed: seed)
    let history = History(of: run.finished())
    let trace = history.trace
    for count in stride(from: 0, through: trace.events.count, by: 3) {
      let moment = history.moment(after: count)
      for (position, entry) in moment.queue(first: .max).enumerated() {
        guard let waiting = moment.whyWaiting(entry: entry) else {
          Issue.record("it waits")
          continue
        }
        #expect(waiting.aheadCount == position && waiting.reason != .nextPass)
        guard let execution = history.dispatches.execution(of: entry) else {
          #expect(waiting.earliestDispatch == nil)
          continue
        }
        let dispatch = trace.events[trace.dispatchEvent(of: execution)].time
        #expect(waiting.earliestDispatch ?? .infinity <= dispatch)
        #expect(waiting.earliestDispatch ?? -.infinity >= moment.time)
      }
    }
  }

  @Test func `what is not dispatched yet is not explained, and who runs does not wait`() {
    let history = History(of: Tiny.run(gpus: 1, models: "A", requests: "A3 A4").finished())
    #expect(history.moment(after: 1).why(execution: 1) == nil)
    #expect(history.moment(after: 1).why(execution: -1) == nil)
    #expect(history.moment(after: 2).whyWaiting(entry: 0) == nil)
    #expect(history.moment(after: 2).whyWaiting(entry: 1)?.earliestDispatch == 5)
    #expect(history.moment(after: 2).whyWaiting(entry: 1)?.reason == .noFreeGPU)
  }
}
