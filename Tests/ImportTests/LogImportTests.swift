import Documents
import Engine
import Foundation
import History
import Testing
import Workload

@testable import Import

/// Logs that become inputs again.
struct LogImportTests {
  private static let root = URL(filePath: #filePath).appending(path: "../../..").standardizedFileURL

  private func sample(_ name: String) -> (configuration: String, requests: String) {
    let folder = Self.root.appending(path: "samples/\(name)").path
    return ("\(folder)/system_config.yaml", "\(folder)/workflow_requests.yaml")
  }

  private func load(
    _ configuration: String, _ requests: String, _ options: Options
  ) throws -> Scenario {
    try ScenarioLoader(
      configuration: configuration, requests: requests, rules: options.rules, mode: options.mode
    ).load().scenario
  }

  /// Simulates a scenario and writes its log.
  private func log(
    _ scenario: Scenario, _ options: Options, to folder: TemporaryFolder
  ) throws -> (trace: Trace, path: String) {
    var simulation = Simulation(scenario: scenario, options: options)
    simulation.runToEnd()
    let metrics = Metrics(scenario: scenario, options: options, trace: simulation.trace)
    let summary = Summary(
      metrics: metrics, scenario: scenario, options: options, trace: simulation.trace)
    let path = folder.path("log-\(UUID()).json")
    try WholeFiles.write(toPath: path) { (stream) throws(WriteFailure) in
      try JSONLog(scenario: scenario, trace: simulation.trace, summary: summary).write(to: &stream)
    }
    return (simulation.trace, path)
  }

  @Test(
    arguments: ["tour", "churn", "fragmentation", "burst", "tide"], ArrivalMode.allCases)
  func `a log that is imported with its inputs and run again gives the same log`(
    name: String, mode: ArrivalMode
  ) throws {
    let folder = try TemporaryFolder()
    let files = sample(name)
    for policy in [Policy.baseline, try Policy("cost")] {
      for rules in Rules.allCases {
        let options = Options(gpuCount: 6, mode: mode, rules: rules, policy: policy)
        let first = try log(load(files.configuration, files.requests, options), options, to: folder)
        var settings = ImportSettings(format: .log, files: [first.path])
        (settings.configuration, settings.requests) = files
        let summary = try Importer(settings).run(to: folder.path("out"), replacing: true)
        #expect(summary.keptCount == first.trace.executions.count)
        let again = try log(
          load(
            folder.path("out/\(Importer.configurationName)"),
            folder.path("out/\(Importer.requestsName)"), options), options, to: folder)
        let (one, other) = (
          try Data(contentsOf: URL(filePath: first.path)),
          try Data(contentsOf: URL(filePath: again.path))
        )
        // All that may differ is where times come from.
        func normal(_ data: Data) -> String {
          String(decoding: data, as: UTF8.self)
            .replacing("\"estimate_source\": \"model\"", with: "\"estimate_source\": \"request\"")
            .replacing("\"estimate_source\": \"default\"", with: "\"estimate_source\": \"request\"")
        }
        #expect(normal(one) == normal(other), "\(options)")
      }
    }
  }

  @Test func `what a request hands to its calls survives`() throws {
    let folder = try TemporaryFolder()
    let files = sample("pipeline")
    let options = Options(gpuCount: 2, mode: .online)
    let first = try log(load(files.configuration, files.requests, options), options, to: folder)
    var settings = ImportSettings(format: .log, files: [first.path])
    (settings.configuration, settings.requests) = files
    _ = try Importer(settings).run(to: folder.path("out"))
    func calls(_ configuration: String, _ requests: String) throws -> [String] {
      var loader = ScenarioLoader(configuration: configuration, requests: requests, mode: .online)
      loader.keepsCalls = true
      return try loader.load().calls.map { call in
        (call.inputs + call.configurations).map { "\($0.key): \($0.value.scalar?.text ?? "")" }
          .joined(separator: "; ")
      }
    }
    let original = try calls(files.configuration, files.requests)
    #expect(original.contains { !$0.isEmpty })
    #expect(
      try calls(
        folder.path("out/\(Importer.configurationName)"),
        folder.path("out/\(Importer.requestsName)")
      ) == original)
  }

  @Test func `a log alone implies models, workflows, arrivals and edges`() throws {
    let folder = try TemporaryFolder()
    let files = sample("chains")
    let options = Options(gpuCount: 2, mode: .online)
    let scenario = try load(files.configuration, files.requests, options)
    let first = try log(scenario, options, to: folder)
    let summary = try Importer(ImportSettings(format: .log, files: [first.path]))
      .run(to: folder.path("out"))
    let text = try folder.text("out/\(Importer.configurationName)")
    #expect(text.contains("memory_gb: 16.0  # assumed"))
    #expect(summary.assumptions.contains { $0.hasPrefix("an edge to each node") })
    let again = try load(
      folder.path("out/\(Importer.configurationName)"),
      folder.path("out/\(Importer.requestsName)"), options)
    // The sample has one model, so that nothing depends on its size.
    let (one, other) = (
      first.trace.executions, try log(again, options, to: folder).trace.executions
    )
    #expect(one.map(\.start) == other.map(\.start))
    #expect(one.map(\.end) == other.map(\.end))
  }

  @Test func `a log of other inputs is refused`() throws {
    let folder = try TemporaryFolder()
    let files = sample("chains")
    let options = Options(gpuCount: 2)
    let first = try log(load(files.configuration, files.requests, options), options, to: folder)
    var settings = ImportSettings(format: .log, files: [first.path])
    (settings.configuration, settings.requests) = sample("tour")
    let error = #expect(throws: ImportFailure.self) {
      try Importer(settings).run(to: folder.path("out"))
    }
    #expect(error?.text.contains("the inputs have no node") == true)
  }
}
