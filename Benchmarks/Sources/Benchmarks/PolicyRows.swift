import Engine
import Foundation
import Workload

/// Runs under each policy, against the baseline on the same requests: 200,000, drawn from the models
/// and workflows of the sample `studio`, at about as many a second as 16 GPUs can do.
///
/// All policies handle the same number of events, so that the ratio is that of the cost of an event.
/// It is meant to stay below 3.
enum PolicyRows {
  private static let configuration = "samples/studio/system_config.yaml"
  private static let gpuCount = 16
  private static let plan = GenerationPlan(requestCount: 200_000, rate: 0.35)

  static func measure(_ report: inout Report) throws {
    let rules = Policy.all.filter { $0.name != Baseline.name && report.wants(rowName($0.name)) }
    guard !rules.isEmpty, FileManager.default.fileExists(atPath: configuration) else { return }
    let source = try GenerationSource(configuration: configuration)
    let scenario = try RequestGenerator(source, plan).scenario(seed: plan.seed)
    let eventCount = scenario.requests.count + scenario.requests.nodeCount
    for rule in rules {
      let policy = try Policy(rule.name)
      let measured = try report.row(
        rowName(rule.name), bound: "baseline", rounds: 5, work: { run(scenario, policy) },
        against: { run(scenario, .baseline) })
      guard let (work, bound) = measured else { continue }
      report.note(
        "\(perEvent(work, eventCount)) ns an event, \(perEvent(bound, eventCount)) of the baseline")
    }
  }

  private static func rowName(_ policy: String) -> String {
    "policy \(policy), studio, \(gpuCount) GPUs"
  }

  private static func run(_ scenario: Scenario, _ policy: Policy) {
    var simulation = Simulation(
      scenario: scenario, options: Options(gpuCount: gpuCount, mode: .online, policy: policy))
    simulation.runToEnd()
    blackHole(simulation)
  }

  /// The least time for an event, in nanoseconds.
  private static func perEvent(_ measurements: Measurements, _ eventCount: Int) -> Int {
    Int((measurements.minimum * 1e6 / Double(eventCount)).rounded())
  }
}
