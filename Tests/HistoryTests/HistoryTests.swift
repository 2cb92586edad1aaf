@testable import History
import TestScenarios
import Testing

@testable import Engine

struct HistoryTests {
  @Test(arguments: UInt64(0)..<16)
  func `a moment never depends on what comes after it`(seed: UInt64) {
    let run = Run(seed: seed)
    let whole = History(of: run.finished())
    var simulation = Simulation(scenario: run.scenario, options: run.options)
    var growing = History(growing: simulation)
    while let event = simulation.step() {
      let expected = answers(whole.moment(after: event + 1))
      growing.grow(by: 1)
      #expect(growing.trace.events.count == event + 1)
      #expect(answers(growing.moment(after: event + 1)) == expected)
      guard event.isMultiple(of: 7) else { continue }
      #expect(answers(History(of: simulation).moment(after: event + 1)) == expected)
    }
    #expect(growing.isComplete)
    for event in stride(from: 0, through: whole.trace.events.count, by: 5) {
      #expect(answers(growing.moment(after: event)) == answers(whole.moment(after: event)))
    }
  }

  /// Everything that can be asked of a moment.
  private func answers(_ moment: Moment) -> [String] {
    let gpus = (0..<moment.history.options.gpuCount).map { gpu in
      "\(String(describing: moment.resident(of: gpu))) \(moment.activity(of: gpu)) "
        + "\(moment.utilisation(of: gpu)) \(moment.executions(on: gpu, from: 0, to: .infinity))"
    }
    let history = moment.history
    let stories = history.scenario.requests.indices.prefix(3).map { moment.story(of: $0) }
    let waits = moment.queue(first: 2).map { moment.whyWaiting(entry: $0) }
    let latest = moment.why(execution: moment.executionCount - 1)
    return gpus + [
      "\(stories) \(waits) \(String(describing: latest))",
      "\(moment.switchCounts(from: 0, secondsPerCell: 3, count: 20))",
      "\(moment.time) \(moment.queue(first: .max)) \(moment.queueLength) \(moment.runningCount)",
      "\(moment.completedRequests.map { "\($0)" }) \(String(describing: moment.latency()))",
      "\((0..<moment.switchCount).map { "\(String(describing: moment.switchEntry($0)))" })",
      "\(moment.totalSwitchTime) \(moment.switchPairs) \(moment.arrivalCount)",
    ]
  }

  @Test(arguments: UInt64(0)..<60)
  func `the executions in a span of time are those that overlap or touch it`(seed: UInt64) {
    let run = Run(seed: seed)
    let history = History(of: run.finished())
    let executions = history.trace.executions
    var random = SeededGenerator(seed: seed)
    for _ in 0..<20 {
      let moment = history.moment(after: random.int(0...history.trace.events.count))
      let gpu = random.int(0...run.options.gpuCount - 1)
      let start = Double(random.int(-5...40))
      let end = start + Double(random.int(1...30))
      let expected = (0..<moment.executionCount).filter {
        executions[$0].gpus.contains(gpu) && executions[$0].end >= start
          && executions[$0].start - executions[$0].switchTime <= end
      }
      #expect(moment.executions(on: gpu, from: start, to: end).map { $0 } == expected)
    }
  }

  @Test(arguments: UInt64(0)..<60)
  func `the number of events up to a time is found as by a scan`(seed: UInt64) {
    let history = History(of: Run(seed: seed).finished())
    let times = history.trace.events.map(\.time)
    for time in [-100, -1, 0, 1, 7.5, 20, 1e6] + times {
      #expect(history.eventCount(at: time) == times.count { $0 <= time })
    }
  }

  @Test func `before the first event nothing is known and nothing is wrong`() {
    let run = Run(seed: 1)
    let moment = History(of: run.finished()).moment(after: 0)
    #expect(moment.queue(first: 9) == [] && moment.queueLength == 0 && moment.runningCount == 0)
    #expect(moment.latency() == nil && moment.switchCount == 0 && moment.switchPairs.isEmpty)
    #expect(moment.resident(of: 0) == nil && moment.activity(of: 0) == .idle)
    #expect(moment.utilisation(of: 0) == 0)
  }

  @Test func `between events a GPU goes from switching to computing`() throws {
    let run = Tiny.run(gpus: 1, models: "A", requests: "A3")
    let history = History(of: run.finished())
    #expect(history.moment(after: 1, time: 1).activity(of: 0) == .switching(execution: 0))
    #expect(history.moment(after: 1, time: 2).activity(of: 0) == .computing(execution: 0))
    #expect(history.moment(after: 1, time: 4).utilisation(of: 0) == 1)
    #expect(history.moment(after: 2, time: 10).utilisation(of: 0) == 0.5)
    #expect(history.moment(after: 2, time: 10).activity(of: 0) == .idle)
    #expect(history.moment(after: 99).eventCount == 2)
    #expect(history.moment(after: -1).eventCount == 0)
    #expect(history.moment(after: 2, time: 1).time == 5)
  }
}
