@testable import History
import TestScenarios
import Testing

@testable import Engine

/// Sums over all GPUs against a look at every execution and every event.
struct TimelineTests {
  private func naive(
    _ moment: Moment, from start: Double, to end: Double, isLast: Bool
  ) -> TimelineCell {
    let trace = moment.history.trace
    var cell = TimelineCell()
    let until = min(end, moment.time)
    func overlap(_ from: Double, _ to: Double) -> Double {
      max(0, min(to, until) - max(from, start))
    }
    for (number, execution) in trace.executions[..<moment.executionCount].enumerated() {
      let gpus = Double(execution.gpus.count)
      let dispatched = trace.events[trace.dispatchEvent(of: number)].time
      let preparing = gpus * overlap(dispatched, execution.start)
      if execution.isSwitch { cell.switching += preparing } else { cell.loading += preparing }
      cell.computing += gpus * overlap(max(dispatched, execution.start), execution.end)
    }
    func isInside(_ time: Double) -> Bool {
      time >= start && (time < end || isLast && time <= until)
    }
    let events = trace.events[..<moment.eventCount]
    let before = events.lastIndex { $0.time < start }
    cell.longestQueue = before.map { Int(events[$0].queueLength) } ?? 0
    for event in events where isInside(event.time) {
      cell.longestQueue = max(cell.longestQueue, Int(event.queueLength))
      if case .arrival = event.subject { cell.arrivals += 1 }
    }
    cell.completions = moment.completedRequests.count { isInside(trace.events[$0.event].time) }
    return cell
  }

  @Test(arguments: UInt64(0)..<80)
  func `cells hold what every execution and event adds up to`(seed: UInt64) {
    let history = History(of: Run(seed: seed).finished())
    var random = SeededGenerator(seed: seed)
    for _ in 0..<10 {
      let moment = history.moment(after: random.int(0...history.trace.events.count))
      let (start, width) = (Double(random.int(-5...30)), Double(random.int(1...9)) / 2)
      let count = random.int(0...20)
      let cells = moment.timeline(from: start, secondsPerCell: width, cells: count)
      #expect(cells.count == count)
      var isOver = false
      for (index, cell) in cells.enumerated() {
        let begin = start + Double(index) * width
        let end = start + Double(index + 1) * width
        guard begin <= moment.time, !isOver else {
          #expect(cell == TimelineCell())
          continue
        }
        let isLast = end >= moment.time
        isOver = isLast
        let expected = naive(moment, from: begin, to: end, isLast: isLast)
        #expect(abs(cell.computing - expected.computing) < 1e-6)
        #expect(abs(cell.switching - expected.switching) < 1e-6)
        #expect(abs(cell.loading - expected.loading) < 1e-6)
        #expect(cell.longestQueue == expected.longestQueue)
        #expect(cell.arrivals == expected.arrivals)
        #expect(cell.completions == expected.completions)
        #expect(abs(cell.seconds - (min(end, moment.time) - begin)) < 1e-9)
      }
    }
  }

  @Test(arguments: UInt64(0)..<20)
  func `the shares of a GPU's time are those of its executions`(seed: UInt64) {
    let history = History(of: Run(seed: seed).finished())
    var random = SeededGenerator(seed: seed)
    for _ in 0..<5 {
      let moment = history.moment(after: random.int(0...history.trace.events.count))
      for gpu in 0..<history.options.gpuCount where moment.time > 0 {
        var (computing, preparing) = (0.0, 0.0)
        for execution in history.trace.executions[..<moment.executionCount]
        where execution.gpus.contains(gpu) {
          let begin = execution.start - execution.switchTime
          preparing += min(execution.start, moment.time) - begin
          computing += max(0, min(execution.end, moment.time) - execution.start)
        }
        let shares = moment.workShares(of: gpu)
        let span = moment.time - history.trace.startTime
        guard span > 0 else { continue }
        #expect(abs(shares.computing - computing / span) < 1e-9)
        #expect(abs(shares.preparing - preparing / span) < 1e-9)
      }
    }
  }

  @Test(arguments: UInt64(0)..<10)
  func `a moment's cells are the same while the run goes on`(seed: UInt64) {
    let run = Run(seed: seed)
    let whole = History(of: run.finished())
    let half = whole.trace.events.count / 2
    var growing = History(growing: Simulation(scenario: run.scenario, options: run.options))
    growing.grow(by: half)
    let (one, other) = (growing.moment(after: half), whole.moment(after: half))
    #expect(
      one.timeline(from: 0, secondsPerCell: 1.5, cells: 30)
        == other.timeline(from: 0, secondsPerCell: 1.5, cells: 30))
  }
}
