@testable import History
import TestScenarios
import Testing

@testable import Engine

/// Every moment of a run against what the naive scheduler saw at the same event.
struct MomentTests {
  private static let seeds: Range<UInt64> = 0..<80

  private func visit(
    _ seed: UInt64, check: (Moment, NaiveScheduler.Snapshot, Run) -> Void
  ) {
    let run = Run(seed: seed)
    let history = History(of: run.finished())
    for (index, snapshot) in NaiveScheduler(run).snapshots.enumerated() {
      check(history.moment(after: index + 1), snapshot, run)
    }
  }

  @Test(arguments: seeds)
  func `the queue of a moment is the queue of that time`(seed: UInt64) {
    visit(seed) { moment, snapshot, _ in
      let trace = moment.history.trace
      let found = moment.queue(first: .max).map { index in
        NaiveScheduler.Waiting(
          node: trace.readied[index].node, ready: trace.events[trace.readied[index].event].time)
      }
      #expect(found == snapshot.queue)
      #expect(moment.queueLength == snapshot.queue.count)
      let queue = moment.queue(first: .max)
      #expect(moment.queue(first: 2) == Array(queue.prefix(2)))
      for position in 0...queue.count {
        #expect(moment.queueEntry(position) == queue.dropFirst(position).first)
        #expect(moment.queue(2, from: position) == Array(queue.dropFirst(position).prefix(2)))
      }
    }
  }

  @Test(arguments: seeds)
  func `GPUs hold and do what they held and did`(seed: UInt64) {
    let start = min(0, NaiveScheduler(Run(seed: seed)).snapshots.first?.time ?? 0)
    visit(seed) { moment, snapshot, run in
      for gpu in 0..<run.options.gpuCount {
        #expect(moment.resident(of: gpu) == snapshot.residents[gpu])
        #expect(moment.activity(of: gpu) == activity(of: gpu, in: snapshot))
        let share = utilisation(of: gpu, in: snapshot, from: start)
        #expect(abs(moment.utilisation(of: gpu) - share) < 1e-9)
      }
      #expect(moment.runningCount == snapshot.rows.count { !$0.isCompleted })
      #expect(moment.executionCount == snapshot.rows.count)
      #expect(moment.arrivalCount == snapshot.arrivals)
      for index in snapshot.rows.indices {
        #expect(moment.isCompleted(index) == snapshot.rows[index].isCompleted)
      }
    }
  }

  private func activity(of gpu: Int, in snapshot: NaiveScheduler.Snapshot) -> Activity {
    guard let last = snapshot.rows.lastIndex(where: { $0.gpus.contains(gpu) }),
      !snapshot.rows[last].isCompleted
    else { return .idle }
    return snapshot.time < snapshot.rows[last].start
      ? .switching(execution: last) : .computing(execution: last)
  }

  private func utilisation(
    of gpu: Int, in snapshot: NaiveScheduler.Snapshot, from start: Double
  ) -> Double {
    guard snapshot.time > start else { return 0 }
    let spans = snapshot.rows.filter { $0.gpus.contains(gpu) }.map { row in
      min(snapshot.time, row.end) - (row.start - row.switchTime)
    }
    return min(1, spans.reduce(0, +) / (snapshot.time - start))
  }

  @Test(arguments: seeds)
  func `completed requests and their latencies are those so far`(seed: UInt64) {
    visit(seed) { moment, snapshot, _ in
      #expect(moment.completedRequests.map(\.request) == snapshot.completed)
      #expect(moment.completedRequests.map(\.latency) == snapshot.latencies)
      #expect(moment.latency() == Distribution(snapshot.latencies))
      #expect(moment.latency(ofLast: 3) == Distribution(snapshot.latencies.suffix(3)))
      let bounds = [0, 1, 10, 30.5, 1e9]
      #expect(
        moment.latencyCounts(below: bounds)
          == bounds.map { bound in snapshot.latencies.count { $0 < bound } })
    }
  }

  @Test(arguments: seeds)
  func `the switch ledger is the one so far`(seed: UInt64) {
    visit(seed) { moment, snapshot, _ in
      let rows = snapshot.rows
      let expected = rows.indices.compactMap { index -> SwitchEntry? in
        guard case .model(let from) = rows[index].replaced else { return nil }
        let next = rows.indices.first {
          $0 > index && rows[$0].model == from && rows[$0].replaced != .nothing
        }
        return SwitchEntry(
          execution: index, time: rows[index].dispatched, gpus: rows[index].gpus, from: from,
          to: rows[index].model, seconds: rows[index].switchTime, nextLoad: next)
      }
      #expect((0..<moment.switchCount).map { moment.switchEntry($0) } == expected)
      let rest = expected.map { entry in
        max(0, moment.history.trace.executions[entry.execution].start - moment.time)
      }.reduce(0, +)
      let whole = expected.map(\.seconds).reduce(0, +)
      // A switch under way counts up to now.
      #expect(rest > 0 || moment.totalSwitchTime == whole)
      #expect(abs(moment.totalSwitchTime - (whole - rest)) < 1e-9 * max(1, whole))
      expectPairs(moment, expected)
    }
  }

  private func expectPairs(_ moment: Moment, _ entries: [SwitchEntry]) {
    var names: [[ModelID]] = []
    for entry in entries where !names.contains([entry.from, entry.to]) {
      names.append([entry.from, entry.to])
    }
    let counts = names.map { pair in entries.count { [$0.from, $0.to] == pair } }
    let order = names.indices.sorted { (-counts[$0], $0) < (-counts[$1], $1) }
    #expect(moment.switchPairs.map { [$0.from, $0.to] } == order.map { names[$0] })
    #expect(moment.switchPairs.map(\.count) == order.map { counts[$0] })
  }
}
