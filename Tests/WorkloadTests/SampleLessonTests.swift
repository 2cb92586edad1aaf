import Engine
import Foundation
import History
import Testing

@testable import Workload

/// What the READMEs of the samples claim of policies.
struct SampleLessonTests {
  /// A sample with the options of the table in its README.
  struct Lesson: CustomTestStringConvertible, Sendable {
    let sample: String
    let mode: ArrivalMode
    var gpuCounts = [Int]()
    var testDescription: String { "\(sample) \(mode.rawValue)" }
  }

  static let lessons = [
    Lesson(sample: "churn", mode: .offline), Lesson(sample: "fragmentation", mode: .online),
    Lesson(sample: "starvation", mode: .online), Lesson(sample: "blocking", mode: .online),
    Lesson(sample: "convoy", mode: .online), Lesson(sample: "chains", mode: .offline),
    Lesson(sample: "tide", mode: .offline), Lesson(sample: "tide", mode: .online),
  ]

  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardizedFileURL

  private func load(_ sample: String, _ mode: ArrivalMode) throws -> LoadedScenario {
    let folder = Self.root.appending(path: "samples/\(sample)")
    return try ScenarioLoader(
      configuration: folder.appending(path: "system_config.yaml").path,
      requests: folder.appending(path: "workflow_requests.yaml").path, rules: .standard, mode: mode
    ).load()
  }

  private func compare(
    _ sample: String, _ mode: ArrivalMode, gpuCounts: [Int] = []
  ) throws -> ComparisonTable {
    let loaded = try load(sample, mode)
    let hardware = loaded.scenario.hardware
    var comparison = ComparisonTable()
    for gpuCount in gpuCounts.isEmpty ? [try #require(loaded.gpuCount)] : gpuCounts {
      for entry in Policy.list(suitedTo: hardware) {
        let options = Options(gpuCount: gpuCount, mode: mode, policy: try Policy(entry.name))
        let variant = RunVariant(
          options: options, pcieBandwidth: hardware.pcieBandwidthGBPerSecond,
          switchOverhead: hardware.switchOverheadSeconds)
        let run = try #require(variant.simulate(loaded.scenario) { true })
        comparison.append(variant, [CellResult(run, ComparisonColumn.standard)])
      }
    }
    return comparison
  }

  private func text(of path: String) throws -> String {
    try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
  }

  @Test(arguments: lessons)
  func `the table in the README is what compare prints`(lesson: Lesson) throws {
    let table = try compare(lesson.sample, lesson.mode).markdown
    let readme = try text(of: "samples/\(lesson.sample)/README.md")
    #expect(readme.contains(table), "\(lesson.sample) should have\n\(table)")
  }

  @Test func `the table in docs is what compare prints of the studio`() throws {
    let table = try compare("studio", .offline, gpuCounts: [4, 8, 16]).markdown
    #expect(try text(of: "docs/policies.md").contains(table), "it should have\n\(table)")
  }

  /// The winner and the loser of a column of a lesson, ties among others allowed.
  @Test(arguments: [
    ("churn", ArrivalMode.offline, ComparisonColumn.makespan, "collate", "baseline"),
    ("churn", .offline, .switches, "cost", "no-affinity"),
    ("starvation", .online, .p99Latency, "baseline", "cost"),
    ("starvation", .online, .fairness, "strict-fifo", "collate"),
    ("fragmentation", .online, .fairness, "reserve", "shortest-first"),
    ("fragmentation", .online, .meanLatency, "shortest-first", "strict-fifo"),
    ("blocking", .online, .meanLatency, "reserve", "strict-fifo"),
    ("convoy", .online, .meanLatency, "shortest-first", "critical-path"),
    ("convoy", .online, .makespan, "critical-path", "shortest-first"),
    ("chains", .offline, .makespan, "critical-path", "shortest-first"),
    ("chains", .offline, .meanLatency, "static", "critical-path"),
    ("tide", .offline, .makespan, "static", "reserve"),
    ("tide", .online, .meanLatency, "no-affinity", "static"),
  ])
  func `who is said to win wins, and who is said to lose loses`(
    sample: String, mode: ArrivalMode, column: ComparisonColumn, winner: String, loser: String
  ) throws {
    let table = try compare(sample, mode)
    let place = try #require(ComparisonColumn.standard.firstIndex(of: column))
    let sign = column.isHigherBetter ? -1.0 : 1
    var scores: [String: Double] = [:]
    for (index, row) in table.rows.enumerated() {
      let mean = table.interval(index, place)?.mean ?? 0
      scores[row.variant.options.policy.description] = sign * mean
    }
    #expect(scores[winner] == scores.values.min() && scores[loser] == scores.values.max())
    #expect(scores.values.min() != scores.values.max())
  }
}

/// The explanations of what policies did with the samples.
struct SampleExplanationTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardizedFileURL

  @Test(
    arguments: [
      "tour", "pipeline", "churn", "fragmentation", "burst", "starvation", "blocking", "convoy",
      "chains", "tide",
    ], Policy.list.map(\.name))
  func `each decision is explained by what was done, and nobody starts sooner than was said`(
    sample: String, policy: String
  ) throws {
    let folder = Self.root.appending(path: "samples/\(sample)")
    let loaded = try ScenarioLoader(
      configuration: folder.appending(path: "system_config.yaml").path,
      requests: folder.appending(path: "workflow_requests.yaml").path, rules: .standard,
      mode: .online
    ).load()
    let options = Options(
      gpuCount: try #require(loaded.gpuCount), mode: .online, policy: try Policy(policy))
    var simulation = Simulation(scenario: loaded.scenario, options: options)
    simulation.runToEnd()
    let history = History(of: simulation)
    let trace = history.trace
    let end = history.moment(after: trace.events.count)
    for index in trace.executions.indices {
      let decision = try #require(end.why(execution: index))
      let event = trace.dispatchEvent(of: index)
      let restored = RestoredSituation(
        history, afterExecutions: index, readied: trace.events[event].readiedAfter, event: event,
        at: trace.events[event].time, lookahead: options.policy.rule.lookahead)
      let again = try #require(try restored.rule.next(in: restored.situation))
      #expect(again.entry == trace.executions[index].readied)
      #expect(again.gpus == decision.candidates[decision.chosen].gpus)
    }
    for count in stride(from: 1, to: trace.events.count, by: 7) {
      let moment = history.moment(after: count)
      for entry in moment.queue(first: 10) {
        let waiting = try #require(moment.whyWaiting(entry: entry))
        let execution = try #require(
          trace.executions.firstIndex { $0.readied == entry }, "all run in the end")
        let dispatch = trace.events[trace.dispatchEvent(of: execution)].time
        #expect(waiting.earliestDispatch ?? .infinity <= dispatch)
      }
    }
  }
}
