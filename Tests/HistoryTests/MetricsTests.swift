@testable import History
import TestScenarios
import Testing

@testable import Engine

struct MetricsTests {
  private func metrics(_ run: Run) -> Metrics {
    Metrics(scenario: run.scenario, options: run.options, trace: run.finished().trace)
  }

  /// Two GPUs: A loads and runs on 0 until 6, B on 1 until 4; then G evicts both.
  @Test func `an example worked out by hand`() throws {
    let run = Tiny.run(gpus: 2, models: "A B GG", requests: "A4 B2 G3@1")
    // The group switches for 3 s, from 6 to 9, and runs for 3 s.
    let found = metrics(run)
    #expect(found.makespan == 12)
    #expect(found.latency?.count == 3)
    #expect(found.latency?.min == 4 && found.latency?.median == 6 && found.latency?.max == 11)
    #expect(found.waiting?.mean == 5.0 / 3 && found.waiting?.max == 5)
    #expect(found.response?.max == 11 && found.response?.min == 4)
    #expect(found.gpus.map(\.executions) == [2, 2])
    #expect(found.gpus.map(\.busyTime) == [12, 10])
    #expect(found.gpus.map(\.switchTime) == [5, 5])
    #expect(found.gpus.map(\.switchesIn) == [1, 1])
    #expect(found.gpus.map(\.utilisation) == [1, 10.0 / 12])
    #expect(found.models.map(\.executions) == [1, 1, 1])
    #expect(found.models.map(\.loads) == [1, 1, 0])
    #expect(found.models.map(\.switchesIn) == [0, 0, 1])
    #expect(found.models.map(\.switchesOut) == [1, 0, 0])
    #expect(found.models.map(\.switchInTime) == [0, 0, 3])
    #expect(found.switchCount == 1 && found.totalSwitchTime == 3)
    #expect(found.switchShare == 6.0 / 24)
    #expect(found.switchesPer100Dispatches == 100.0 / 3)
    #expect(found.stranded.isEmpty && found.unfinishedRequests.isEmpty)
  }

  @Test func `a run of nothing has no metrics but zeros`() {
    let found = metrics(Tiny.run(gpus: 2, models: "A", requests: ""))
    #expect(found.makespan == 0 && found.executionCount == 0 && found.switchShare == 0)
    #expect(found.latency == nil && found.waiting == nil && found.switchesPer100Dispatches == nil)
    #expect(found.gpus.map(\.utilisation) == [0, 0])
  }

  @Test(arguments: seeds)
  func `shares and sums agree with the schedule`(seed: UInt64) {
    let run = Run(seed: seed)
    let rows = NaiveScheduler(run).rows
    let found = metrics(run)
    #expect(found.makespan == max(0, rows.map(\.end).max() ?? 0))
    #expect(found.executionCount == rows.count)
    #expect(found.models.map(\.executions).reduce(0, +) == rows.count)
    let switches = rows.filter { if case .model = $0.replaced { true } else { false } }
    #expect(found.switchCount == switches.count)
    #expect(found.totalSwitchTime == switches.map(\.switchTime).reduce(0, +))
    #expect(found.models.map(\.switchesIn).reduce(0, +) == switches.count)
    #expect(found.models.map(\.switchesOut).reduce(0, +) == switches.count)
    #expect(found.waiting == Distribution(rows.map { max(0, $0.start - $0.switchTime - $0.ready) }))
    #expect(found.response == Distribution(rows.map { $0.end - $0.ready }))
    for gpu in 0..<run.options.gpuCount {
      let lane = rows.filter { $0.gpus.contains(gpu) }
      #expect(found.gpus[gpu].executions == lane.count)
      let busy = lane.map { $0.end - $0.start + $0.switchTime }.reduce(0, +)
      #expect(abs(found.gpus[gpu].busyTime - busy) < 1e-9)
    }
  }

  /// The first request in the file is at 0 and the second ten seconds before; GPU 0 loads A for 2 s
  /// and computes from -8 to -4, then from 0 to 2: 8 s of 12.
  @Test func `time before the first request in the file counts for utilisation`() {
    let run = Tiny.run(gpus: 1, models: "A", requests: "A2@10 A4@0", rules: .gswarm)
    let found = metrics(run)
    #expect(found.makespan == 2)
    #expect(found.gpus.map(\.busyTime) == [8])
    #expect(found.gpus.map(\.utilisation) == [8.0 / 12])
    #expect(found.switchShare == 0)
    let history = History(of: run.finished())
    #expect(history.moment(after: 2).utilisation(of: 0) == 1)
    #expect(history.moment(after: 4).utilisation(of: 0) == 8.0 / 12)
  }

  @Test func `GPUs are busy for the same share of a run that ends before 0`() {
    // The first request of the file asks for more GPUs than there are and never runs.
    let run = Tiny.run(gpus: 1, models: "A GG", requests: "G1@20 A4@0 A2@4", rules: .gswarm)
    let found = metrics(run)
    #expect(found.makespan == 0)
    #expect(found.gpus.map(\.utilisation) == [1])
  }

  @Test(arguments: seeds)
  func `no share of the time exceeds one`(seed: UInt64) {
    let run = Run(seed: seed)
    let found = metrics(run)
    let rows = NaiveScheduler(run).rows
    let first = min(0, NaiveScheduler(run).snapshots.first?.time ?? 0)
    guard let last = rows.map(\.end).max(), last > first else { return }
    for gpu in found.gpus {
      #expect(abs(gpu.utilisation - gpu.busyTime / (last - first)) < 1e-9)
      #expect(gpu.utilisation <= 1)
    }
    #expect(found.switchShare <= 1)
  }

  @Test(arguments: [Rules.standard, .gswarm], [ArrivalMode.offline, .online])
  func `the summary measures nodes as the rules say`(rules: Rules, mode: ArrivalMode) {
    var run = Tiny.run(gpus: 1, models: "A B", requests: "A4 B2@1", rules: rules)
    run.options.mode = mode
    let simulation = run.finished()
    let found = Summary(
      metrics: metrics(run), scenario: run.scenario, options: run.options,
      trace: simulation.trace)
    let arrival: Double = mode == .online ? 1 : 0
    // A starts at 2 and ends at 6; B switches for 3 s, starts at 9 and ends at 11.
    let standard = (waiting: (0 + 6 - arrival) / 2, response: (6 + 11 - arrival) / 2)
    let original = (waiting: (2 + 9 - arrival) / 2, response: (6.0 + 11) / 2)
    let expected = rules == .standard ? standard : original
    #expect(found.avgWaitingTime == expected.waiting)
    #expect(found.avgResponseTime == expected.response)
    #expect(found.avgRequestResponseTime == (6 + 11 - arrival) / 2)
    #expect(found.makespan == 11 && found.totalModelSwitches == 1 && found.totalSwitchTime == 3)
  }
}
