import TestScenarios
import Testing

@testable import Engine
@testable import History

/// Differences between runs told by names against those told by places.
struct RunDifferenceTests {
  @Test(arguments: seeds)
  func `a run does not differ from itself, and from another as its schedule does`(
    seed: UInt64
  ) throws {
    let run = Run(seed: seed)
    let own = History(of: run.finished())
    #expect(RunDifference(between: own, and: own).isEmpty)
    var other = run
    other.options.policy = try Policy("strict-fifo")
    other.options.gpuCount += Int(seed % 3)
    let second = History(of: other.finished())
    let difference = RunDifference(between: own, and: second)
    let expected = ScheduleDifferences(between: own.trace, and: second.trace, of: run.scenario)
    guard let first = expected.all.first else {
      #expect(difference.first == nil)
      return
    }
    let found = try #require(difference.first)
    #expect(found.time == first.time)
    #expect(found.a != nil || found.b != nil)
    if let a = found.a {
      #expect(own.trace.events[own.trace.dispatchEvent(of: a)].time == first.time)
    }
    #expect(
      difference.sharedCount
        == own.trace.events.prefix { $0.time < first.time }.last?.executionsAfter ?? 0)
  }

  @Test(arguments: seeds)
  func `the requests are those whose latencies differ`(seed: UInt64) throws {
    let run = Run(seed: seed)
    var other = run
    other.options.gpuCount += 1
    let (own, second) = (History(of: run.finished()), History(of: other.finished()))
    let difference = RunDifference(between: own, and: second)
    func latency(_ history: History, _ request: RequestID) -> Double? {
      history.completed.first { $0.request == request }?.latency
    }
    let expected = run.scenario.requests.indices.filter { request in
      let (a, b) = (latency(own, request), latency(second, request))
      guard let a, let b else { return (a == nil) != (b == nil) }
      return abs(a - b) > RunDifference.tolerance
    }
    #expect(difference.requests.map(\.request) == expected.map { run.scenario.requests.id(of: $0) })
    for request in difference.requests where request.a == nil { #expect(request.change < 0) }
  }
}
