@testable import History
import TestScenarios
import Testing

@testable import Engine

/// The explanations of all policies, against what they did.
struct WhyTests {
  private static let seeds: Range<UInt64> = 0..<25

  @Test(arguments: policies, Self.seeds)
  func `the explained choice is the one made`(policy: Policy, seed: UInt64) {
    let history = History(of: Run(seed: seed, policy: policy).finished())
    expectExplanations(of: history)
  }

  @Test(arguments: policies, Self.seeds)
  func `who was passed over had no room, or it was not its turn`(policy: Policy, seed: UInt64) {
    let history = History(of: Run(seed: seed, policy: policy).finished())
    let end = history.moment(after: history.trace.events.count)
    for index in history.trace.executions.indices {
      guard let decision = end.why(execution: index) else { continue }
      let ahead = history.trace.readied.indices.prefix(decision.readied).filter {
        history.dispatches.execution(of: $0) ?? .max > index
      }
      #expect(decision.passedOver.reduce(0) { $0 + $1.count } == ahead.count)
      for group in decision.passedOver {
        #expect(group.reason != .nextPass)
        if group.reason == .outranked { #expect(!(policy.rule is Baseline)) }
      }
    }
  }

  @Test(arguments: policies, Self.seeds)
  func `no node is dispatched before the earliest time told while it waits`(
    policy: Policy, seed: UInt64
  ) {
    expectEarliestTimes(in: History(of: Run(seed: seed, policy: policy).finished()))
  }
}

/// The decision of the policy in force if it is asked again as before a dispatch.
private func decideAgain(execution index: Int, in history: History) -> Placement? {
  let event = history.trace.dispatchEvent(of: index)
  let restored = RestoredSituation(
    history, afterExecutions: index, readied: history.trace.events[event].readiedAfter,
    event: event, at: history.trace.events[event].time,
    lookahead: history.options(ofEvent: event).policy.rule.lookahead)
  return restored.rule.next(in: restored.situation)
}

/// Replays each decision and finds the explained choice to be the one made.
func expectExplanations(of history: History) {
  let trace = history.trace
  let end = history.moment(after: trace.events.count)
  for index in trace.executions.indices {
    let execution = trace.executions[index]
    let again = decideAgain(execution: index, in: history)
    #expect(again?.entry == execution.readied && again?.gpus == execution.gpus)
    let decision = end.why(execution: index)
    #expect(decision.map { $0.candidates[$0.chosen].gpus } == execution.gpus)
    #expect(decision?.switching.seconds == execution.switchTime)
    #expect(decision?.switching.replaced == execution.replaced)
  }
}

/// Asks all who wait, now and then, and compares with what became of them.
func expectEarliestTimes(in history: History, from first: Int = 1) {
  let trace = history.trace
  let step = max(3, trace.events.count / 40)
  for count in stride(from: first, through: trace.events.count, by: step) {
    let moment = history.moment(after: count)
    for entry in moment.queue(first: 50) {
      let waiting = moment.whyWaiting(entry: entry)
      guard let execution = history.dispatches.execution(of: entry) else {
        #expect(waiting?.earliestDispatch == nil)
        continue
      }
      let dispatch = trace.events[trace.dispatchEvent(of: execution)].time
      #expect(waiting?.earliestDispatch ?? .infinity <= dispatch)
    }
  }
}
