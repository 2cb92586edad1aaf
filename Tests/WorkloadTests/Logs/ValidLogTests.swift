import Audit
import Documents
import Engine
import Foundation
import History
import Testing

@testable import Workload

/// Logs that `check` must accept: all that this program writes, and those of other programs.
struct ValidLogTests {
  private static let root = URL(filePath: #filePath)
    .appending(path: "../../../..").standardizedFileURL

  private static let samples = [
    "blocking", "burst", "chains", "churn", "convoy", "fragmentation", "pipeline", "starvation",
    "tide", "tour",
  ]

  private static let policies = Policy.list.map(\.name)

  private func load(_ sample: String, _ rules: Rules, _ mode: ArrivalMode) throws -> Scenario {
    let folder = Self.root.appending(path: "samples/\(sample)")
    return try ScenarioLoader(
      configuration: folder.appending(path: "system_config.yaml").path,
      requests: folder.appending(path: "workflow_requests.yaml").path, rules: rules, mode: mode
    ).load().scenario
  }

  /// The violations in a log, after the way through a file, with the inputs and without.
  private func violations(in run: FinishedRun) throws -> [String] {
    let folder = try TemporaryFolder()
    let log = try LogReader.read(path: run.writeLog(to: folder))
    return (Audit(log).violations + Audit(log, against: run.scenario).violations)
      .map(log.describe)
  }

  @Test(arguments: samples)
  func `every log of a sample is valid, under all policies, rules and modes`(
    sample: String
  ) throws {
    for mode in ArrivalMode.allCases {
      let scenarios = try Rules.allCases.map { ($0, try load(sample, $0, mode)) }
      for (index, policy) in Self.policies.enumerated() {
        // One GPU strands what takes more.
        for (place, gpuCount) in [1, 3, 6].enumerated() {
          let (rules, scenario) = scenarios[(index + place) % 2]
          let options = Options(
            gpuCount: gpuCount, mode: mode, rules: rules, policy: try Policy(policy))
          #expect(try violations(in: FinishedRun(scenario, options)) == [], "\(options)")
        }
      }
    }
  }

  @Test(arguments: [0, 1, 17, 100])
  func `the log of an interrupted live run is valid`(eventCount: Int) throws {
    let scenario = try load("tour", .standard, .online)
    let options = Options(gpuCount: 5, mode: .online)
    var simulation = Simulation(scenario: scenario, options: options)
    for _ in 0..<eventCount { simulation.step() }
    let trace = simulation.trace.withoutUnfinished()
    let metrics = Metrics(scenario: scenario, options: options, trace: trace)
    var summary = Summary(metrics: metrics, scenario: scenario, options: options, trace: trace)
    (summary.simulate, summary.isInterrupted) = (true, true)
    let folder = try TemporaryFolder()
    var files = try WholeFiles(folder: folder.path)
    try files.write("log.json") { (stream) throws(WriteFailure) in
      try JSONLog(
        scenario: scenario, trace: trace, summary: summary,
        estimates: trace.executions.map { Estimate(seconds: $0.executionTime, source: .measured) }
      ).write(to: &stream)
    }
    try files.commit()
    let log = try LogReader.read(path: "\(folder.path)/log.json")
    #expect(Audit(log).violations == [])
    #expect(Audit(log, against: scenario).violations == [])
    let run = try ReplayedRun(log, in: scenario)
    #expect(run.trace.executions.count == trace.executions.count)
  }

  /// Logs that the original's five schedulers wrote for the sample `churn` on two GPUs.
  static let originals = [
    "baseline-offline", "baseline-online", "hybrid", "offline", "online", "static", "static-online",
  ]

  @Test(arguments: originals)
  func `the logs of the original's schedulers are valid and can be shown`(name: String) throws {
    let folder = try #require(Bundle.module.resourceURL)
    let log = try LogReader.read(
      path: folder.appending(path: "Fixtures/original-logs/\(name).json").path)
    #expect(log.executions.count == 24)
    #expect(Audit(log).violations == [])
    let scenario = try load("churn", .gswarm, log.summary.mode ?? .offline)
    // The offline scheduler has two switches cost what they would cost from another model.
    let violations = Audit(log, against: scenario).violations.map(\.rule)
    #expect(violations == (name == "offline" ? ["switch-cost", "switch-cost"] : []))
    for inputs in [scenario, nil] {
      let run = try ReplayedRun(log, in: inputs)
      #expect(run.trace.executions.count == 24)
      #expect(run.trace.executions.map(\.end).max() == log.executions.map(\.endTime).max())
    }
  }

  @Test func `a log may be a bare list of the five fields`() throws {
    let folder = try TemporaryFolder()
    let text = """
      [{"request_id": "r", "node_id": "a", "gpu_id": 0, "start_time": 1, "end_time": 3},
       {"request_id": "r", "node_id": "b", "gpu_ids": [1, 2], "start_time": 3, "end_time": 4},
       {"request_id": "s", "node_id": "a", "gpu_id": 0, "start_time": 3, "end_time": 4.5}]
      """
    let log = try LogReader.read(path: folder.write("log.json", text))
    #expect(Audit(log).violations == [])
    let run = try ReplayedRun(log)
    #expect(run.trace.executions.map(\.start) == [1, 3, 3])
    #expect(run.options.gpuCount == 3)
    // b was ready when a had ended.
    let ready = run.trace.executions.map(run.trace.readyTime(of:))
    #expect(ready == [0, 0, 3])
    let overlapping = text.replacing("3, \"end_time\": 4.5", with: "2, \"end_time\": 4.5")
    let other = try LogReader.read(path: folder.write("other.json", overlapping))
    #expect(Audit(other).violations.map(\.rule) == ["overlap"])
  }
}
