import Engine
import Foundation
import Testing
import Workload

/// One expected schedule: `expected-RULES-MODE-GPUS.csv` and `.json` beside its inputs.
struct Fixture: CustomTestStringConvertible, Sendable {
  let folder: URL
  let rules: Rules
  let mode: ArrivalMode
  let gpuCount: Int

  var name: String { "expected-\(rules.rawValue)-\(mode.rawValue)-\(gpuCount)" }
  var testDescription: String { "\(folder.lastPathComponent)/\(name)" }
  var options: Options { Options(gpuCount: gpuCount, mode: mode, rules: rules) }

  func loadScenario() throws -> Scenario {
    try ScenarioLoader(
      configuration: folder.appending(path: "system_config.yaml").path,
      requests: folder.appending(path: "workflow_requests.yaml").path, rules: rules, mode: mode
    ).load().scenario
  }

  /// The expected rows, by request and node.
  func expectedRows() throws -> [String: [String]] {
    let text = try String(contentsOf: folder.appending(path: "\(name).csv"), encoding: .utf8)
    var rows: [String: [String]] = [:]
    for line in text.split(whereSeparator: \.isNewline).dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      rows["\(fields[0])/\(fields[1])"] = Array(fields[2...])
    }
    return rows
  }

  func expectedSummary() throws -> ExpectedSummary {
    let data = try Data(contentsOf: folder.appending(path: "\(name).json"))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(ExpectedSummary.self, from: data)
  }

  static let all: [Fixture] = {
    guard let root = Bundle.module.resourceURL?.appending(path: "Fixtures") else { return [] }
    let folders = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    return folders.sorted().flatMap { folder -> [Fixture] in
      let url = root.appending(path: folder)
      let files = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
      return files.filter { $0.hasSuffix(".csv") }.sorted().compactMap { file in
        let parts = file.dropLast(4).split(separator: "-")
        guard parts.count == 4, let rules = Rules(rawValue: String(parts[1])),
          let mode = ArrivalMode(rawValue: String(parts[2])), let gpus = Int(parts[3])
        else { return nil }
        return Fixture(folder: url, rules: rules, mode: mode, gpuCount: gpus)
      }
    }
  }()
}

/// The fields of an expected summary.
struct ExpectedSummary: Decodable {
  let totalRequests: Int
  let completedRequests: Int
  let totalNodesExecuted: Int
  let strandedNodes: Int
  let makespan: Double
  let totalModelSwitches: Int
  let totalSwitchTime: Double
  let queueWaitMean: Double?
  let latencyMean: Double?
  let latencyMedian: Double?
  let latencyP99: Double?
  let latencyMin: Double?
  let latencyMax: Double?
}
