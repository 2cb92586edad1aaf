@testable import History
import TestScenarios
import Testing

@testable import Engine

/// The list of events, against writing all of it out.
struct EventRowTests {
  @Test(arguments: UInt64(0)..<60)
  func `any rows of the list of events are those of the list written out`(seed: UInt64) {
    let history = History(of: Run(seed: seed).finished())
    var random = SeededGenerator(seed: seed)
    for _ in 0..<12 {
      let moment = history.moment(after: random.int(0...history.trace.events.count))
      let all = allRows(of: moment)
      #expect(moment.eventRowCount == all.count)
      for _ in 0..<6 {
        let start = random.int(-2...all.count + 2)
        let range = start..<start + random.int(0...12)
        let expected = all[range.clamped(to: all.indices)]
        let found = moment.eventRows(range)
        #expect(found.map(\.event) == expected.map(\.event))
        #expect(found.map(\.row) == expected.map(\.row))
      }
    }
  }

  private func allRows(of moment: Moment) -> [(event: Int, row: EventRow)] {
    let trace = moment.history.trace
    return (0..<moment.eventCount).flatMap { event in
      var rows: [EventRow] =
        switch trace.events[event].subject {
        case .arrival(let request): [.arrival(request)]
        case .completion(let execution): [.completion(execution: execution)]
        }
      rows += moment.completedRequests.filter { $0.event == event }.map { .requestCompletion($0) }
      for execution in trace.executions(of: event) {
        if trace.executions[execution].isSwitch { rows.append(.switch(execution: execution)) }
        rows.append(.dispatch(execution: execution))
      }
      return rows.map { (event, $0) }
    }
  }

  @Test(arguments: UInt64(0)..<60)
  func `the slowest requests are those of all that are completed`(seed: UInt64) {
    let history = History(of: Run(seed: seed).finished())
    var random = SeededGenerator(seed: seed)
    for _ in 0..<10 {
      let moment = history.moment(after: random.int(0...history.trace.events.count))
      let sorted = moment.completedRequests.sorted {
        ($1.latency, $0.event) < ($0.latency, $1.event)
      }
      for count in [0, 1, 3, 7, 1000] {
        #expect(moment.slowestRequests(count) == Array(sorted.prefix(count)))
      }
    }
  }
}
