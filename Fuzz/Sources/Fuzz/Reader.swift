import Audit
import Documents
import Engine
import Foundation
import History
import Synchronization
import Workload

@testable import TUI

/// The reader that is fed; libFuzzer's callback knows no context.
let chosenReader = Mutex(Reader.yaml)

/// A part of the program that reads something from outside.
enum Reader: String, CaseIterable, Sendable {
  case yaml, json, configuration, requests, log, theme, settings, policy, conditions, keys
  case timestamp

  /// Reads an input; it may be refused, but must not trap, hang or take much memory.
  func read(_ bytes: [UInt8]) {
    switch self {
    case .yaml: readDocument(bytes, .yaml)
    case .json: readDocument(bytes, .json)
    case .configuration: run(configuration: bytes, requests: Array(Samples.requests.utf8))
    case .requests: run(configuration: Array(Samples.configuration.utf8), requests: bytes)
    case .log: readLog(bytes)
    case .theme:
      let path = Scratch.write(bytes, as: "theme.yaml")
      _ = try? Theme.reading(path)
    case .settings:
      let path = Scratch.write(bytes, as: "config.yaml")
      _ = UserConfiguration.reading(path, themes: [])
    case .policy: readPolicy(text(bytes))
    case .conditions: readConditions(text(bytes))
    case .keys: press(text(bytes))
    case .timestamp: readTimestamp(bytes)
    }
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  // MARK: - Documents

  private func readDocument(_ bytes: [UInt8], _ format: SourceFile.Format) {
    let source = SourceFile(name: "input", bytes: bytes, format: format)
    for isStreamed in [false, true] {
      var diagnostics = Diagnostics()
      do {
        if isStreamed {
          _ = try DocumentReader.read(
            source, itemsOf: "requests", diagnostics: &diagnostics,
            flat: { $0.isMapping(0) && $0.hasPlainMappings() }
          ) { _, _ in }
        } else {
          let root = try DocumentReader.read(source, diagnostics: &diagnostics)
          diagnostics.error("here", at: root.position)
        }
      } catch {
        diagnostics.add(error.diagnostic)
      }
      _ = diagnostics.render(for: source)
    }
  }

  // MARK: - Scenarios

  /// Loads two files, and runs what they describe if it is small.
  private func run(configuration: [UInt8], requests: [UInt8]) {
    // JSON is told by its first character, so that both formats are tried.
    let isJSON = { (bytes: [UInt8]) in
      bytes.first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: "{")
    }
    let files = (
      Scratch.write(configuration, as: isJSON(configuration) ? "c.json" : "c.yaml"),
      Scratch.write(requests, as: isJSON(requests) ? "r.json" : "r.yaml")
    )
    for (rules, mode) in [(Rules.standard, ArrivalMode.online), (.gswarm, .offline)] {
      let loader = ScenarioLoader(
        configuration: files.0, requests: files.1, rules: rules, mode: mode, defaultGPUCount: 3)
      guard let loaded = try? loader.load(), let gpuCount = loaded.gpuCount else { continue }
      simulate(loaded.scenario, Options(gpuCount: gpuCount, mode: mode, rules: rules))
    }
  }

  /// The number of nodes and GPUs up to which a scenario is run.
  private static let largestRun = (nodes: 300, gpus: 64)

  private func simulate(_ scenario: Scenario, _ options: Options) {
    guard scenario.requests.nodeCount <= Self.largestRun.nodes,
      options.gpuCount <= Self.largestRun.gpus
    else { return }
    var simulation = Simulation(scenario: scenario, options: options)
    simulation.runToEnd()
    let metrics = Metrics(scenario: scenario, options: options, trace: simulation.trace)
    _ = MetricsReport(metrics, scenario: scenario).lines
  }

  private func readLog(_ bytes: [UInt8]) {
    let path = Scratch.write(bytes, as: "log.json")
    guard let log = try? LogReader.read(path: path) else { return }
    let audit = Audit(log)
    _ = AuditReport(audit, name: "log.json").lines
  }

  private func readTimestamp(_ bytes: [UInt8]) {
    let quoted = bytes.filter { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    let begin = #"{"requests": [{"request_id": "r", "workflow_id": "chat", "timestamp": ""#
    let request = Array(begin.utf8) + quoted + Array(#""}]}"#.utf8)
    run(configuration: Array(Samples.configuration.utf8), requests: request)
  }

  // MARK: - Short texts

  private func readPolicy(_ text: String) {
    guard let policy = try? Policy(text) else { return }
    let again = try? Policy(policy.description)
    precondition(again == policy, "a policy is read back as another one: \(text)")
    if let scenario = Samples.scenario {
      simulate(scenario, Options(gpuCount: 3, policy: policy))
    }
  }

  private func readConditions(_ text: String) {
    guard let history = Samples.history else { return }
    _ = try? BreakpointParser(history).conditions(text)
  }

  private func press(_ script: String) {
    guard let history = Samples.history else { return }
    // Numbers of steps in the millions are no fault, but slow.
    let keys = script.prefix(200)
    var screen = ScriptedScreen(history, title: "fuzz", width: 100, height: 30)
    guard (try? screen.press(String(keys))) != nil else { return }
    _ = screen.draw()
  }
}
