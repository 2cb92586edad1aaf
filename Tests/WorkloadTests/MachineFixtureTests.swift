import Engine
import Foundation
import History
import Testing
import Workload

/// One expected schedule on a machine with memory, kinds of GPUs, or steps without GPUs.
struct MachineFixture: CustomTestStringConvertible, Sendable {
  let folder: URL

  var testDescription: String { folder.lastPathComponent }

  private struct RunOptions: Decodable {
    var mode: String
    var gpus: Int?
  }

  func load() throws -> (scenario: Scenario, options: Options) {
    let data = try Data(contentsOf: folder.appending(path: "options.json"))
    let stated = try JSONDecoder().decode(RunOptions.self, from: data)
    let mode = try #require(ArrivalMode(rawValue: stated.mode))
    let loaded = try ScenarioLoader(
      configuration: folder.appending(path: "system_config.yaml").path,
      requests: folder.appending(path: "workflow_requests.yaml").path, mode: mode,
      gpuCount: stated.gpus
    ).load()
    return (
      loaded.scenario, Options(gpuCount: try #require(loaded.gpuCount), mode: mode)
    )
  }

  /// The expected rows, by request and node.
  func expectedRows() throws -> [String: [String]] {
    let text = try String(contentsOf: folder.appending(path: "expected.csv"), encoding: .utf8)
    var rows: [String: [String]] = [:]
    for line in text.split(whereSeparator: \.isNewline).dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      rows["\(fields[0])/\(fields[1])"] = Array(fields[2...])
    }
    return rows
  }

  func expectedSummary() throws -> [String: Double] {
    let data = try Data(contentsOf: folder.appending(path: "expected.json"))
    return try JSONDecoder().decode([String: Double].self, from: data)
  }

  static let all: [MachineFixture] = {
    guard let root = Bundle.module.resourceURL?.appending(path: "Fixtures") else { return [] }
    let folders = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    return folders.sorted().filter { $0.hasPrefix("machine-") }
      .map { MachineFixture(folder: root.appending(path: $0)) }
  }()
}

@Suite struct MachineFixtureTests {
  @Test func `the fixtures of machines are there`() { #expect(MachineFixture.all.count >= 11) }

  @Test(arguments: MachineFixture.all)
  func `every dispatch on the machine is the expected one, to the last bit`(
    _ fixture: MachineFixture
  ) throws {
    let (scenario, options) = try fixture.load()
    var simulation = Simulation(scenario: scenario, options: options)
    simulation.runToEnd()
    let trace = simulation.trace
    var expected = try fixture.expectedRows()
    for (index, execution) in trace.executions.enumerated() {
      let node = trace.node(of: execution)
      let key = "\(scenario[node.request].id)/\(scenario[node].id)"
      let found = expected.removeValue(forKey: key)
      let row = try #require(found, "\(key) is not expected")
      let evicted = trace.evicted(by: index).map { "\($0.gpu):\(scenario[$0.model].id)" }
      let source = try #require(trace.source(of: index))
      #expect(execution.gpus.map(String.init).joined(separator: " ") == row[0], "\(key)")
      #expect(trace.readyTime(of: execution) == Double(row[1]), "\(key)")
      #expect(execution.start == Double(row[2]), "\(key)")
      #expect(execution.end == Double(row[3]), "\(key)")
      #expect(execution.switchTime == Double(row[4]), "\(key)")
      #expect(execution.executionTime == Double(row[5]), "\(key)")
      #expect("\(source)" == row[6], "\(key)")
      #expect(evicted.joined(separator: " ") == row[7], "\(key)")
    }
    #expect(expected.isEmpty, "nodes that did not run")
  }

  @Test(arguments: MachineFixture.all)
  func `the summary of the machine is the expected one`(_ fixture: MachineFixture) throws {
    let (scenario, options) = try fixture.load()
    var simulation = Simulation(scenario: scenario, options: options)
    simulation.runToEnd()
    let metrics = Metrics(scenario: scenario, options: options, trace: simulation.trace)
    let found: [String: Double] = [
      "total_requests": Double(scenario.requests.count),
      "completed_requests": Double(metrics.completedRequestCount),
      "total_nodes_executed": Double(metrics.executionCount), "makespan": metrics.makespan,
      "total_model_switches": Double(metrics.switchCount),
      "total_switch_time": metrics.totalSwitchTime,
      "stranded_nodes": Double(metrics.stranded.count),
      "loads_from_disk": Double(metrics.loadsFromDisk ?? -1),
      "loads_from_host": Double(metrics.loadsFromHost ?? -1),
    ]
    #expect(found == (try fixture.expectedSummary()))
  }
}
