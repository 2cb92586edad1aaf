import Engine
import Foundation
import Workload

/// Runs under each policy, against the baseline on the same requests.
///
/// All of them handle the same events, so that the ratio is that of the cost of an event. It is
/// meant to stay below 3.
enum PolicyRows {
  private static let folder = "samples/studio"
  private static let gpuCount = 16
  /// The runs that are measured as one, as a single one is short.
  private static let runs = 10

  static func measure(_ report: inout Report) throws {
    let rules = Policy.all.filter { $0.name != Baseline.name && report.wants(rowName($0.name)) }
    guard !rules.isEmpty, FileManager.default.fileExists(atPath: folder) else { return }
    let scenario = try ScenarioLoader(
      configuration: "\(folder)/system_config.yaml",
      requests: "\(folder)/workflow_requests.yaml"
    ).load().scenario
    let baseline = finished(scenario, .baseline)
    for rule in rules {
      let policy = try Policy(rule.name)
      let events = finished(scenario, policy).trace.events.count
      try report.row(
        rowName(rule.name), bound: "baseline", work: { repeated(scenario, policy) },
        against: { repeated(scenario, .baseline) })
      report.note("\(events) events; \(baseline.trace.events.count) of the baseline")
    }
  }

  private static func rowName(_ policy: String) -> String {
    "policy \(policy), studio, \(gpuCount) GPUs"
  }

  private static func repeated(_ scenario: Scenario, _ policy: Policy) {
    for _ in 0..<runs { blackHole(finished(scenario, policy)) }
  }

  private static func finished(_ scenario: Scenario, _ policy: Policy) -> Simulation {
    var simulation = Simulation(
      scenario: scenario, options: Options(gpuCount: gpuCount, mode: .online, policy: policy))
    simulation.runToEnd()
    return simulation
  }
}
