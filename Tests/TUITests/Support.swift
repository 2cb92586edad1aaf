import Engine
import Foundation
import History
import Testing
import Workload

@testable import TUI

/// The bundled samples, run to their ends.
enum Sample: String, CaseIterable, Sendable {
  case tour, pipeline, churn, fragmentation, burst, residents, tiers

  /// Those on which all is tried; `tiers` differs from `residents` in a number alone.
  static let allCases: [Sample] = [.tour, .pipeline, .churn, .fragmentation, .burst, .residents]

  private static let folder = URL(filePath: #filePath)
    .appending(path: "../../../samples").standardizedFileURL

  func history(mode: ArrivalMode = .offline) throws -> History {
    let files = Self.folder.appending(path: rawValue)
    let loaded = try ScenarioLoader(
      configuration: files.appending(path: "system_config.yaml").path,
      requests: files.appending(path: "workflow_requests.yaml").path, mode: mode,
      defaultGPUCount: 4
    ).load()
    let options = Options(gpuCount: loaded.gpuCount ?? 4, mode: mode)
    var simulation = Simulation(scenario: loaded.scenario, options: options)
    simulation.runToEnd()
    return History(of: simulation)
  }

  func run(mode: ArrivalMode = .offline) throws -> Run { Run(of: try history(mode: mode)) }

  func state(mode: ArrivalMode = .offline, _ width: Int, _ height: Int) throws -> AppState {
    AppState(run: try run(mode: mode), title: rawValue, size: Size(width, height))
  }
}

/// A run on any number of GPUs, with models on one to three of them and ids that try to misbehave.
func awkwardHistory(gpuCount: Int, requests count: Int, seed: UInt64) -> History {
  var random = SeededGenerator(seed: seed)
  let ids = [
    "a", "模型-大", "\u{1B}[31mred\u{7}", "e\u{301}\u{202E}x", String(repeating: "long", count: 20),
  ]
  let models = ids.enumerated().map { index, id in
    Model(
      id: id, memoryGB: Double(index * 7), gpusRequired: 1 + index % 3,
      loadTimeSeconds: Double(index))
  }
  let nodes = models.indices.map { WorkflowNode(id: ids[$0], model: ModelID($0)) }
  let workflow = Workflow(id: "w\n", nodes: nodes, edges: [(0, 1), (0, 2), (2, 4)])
  var requests = RequestTable()
  for number in 0..<count {
    requests.append(
      id: "\(ids[number % ids.count])-\(number)", workflow: WorkflowID(0),
      timestampMicroseconds: Int64.random(in: 0..<100_000_000, using: &random),
      estimates: nodes.map { _ in
        Estimate(seconds: Double(Int.random(in: 0..<400, using: &random)) / 10, source: .request)
      })
  }
  let scenario = Scenario(models: models, workflows: [workflow], requests: requests)
  var simulation = Simulation(
    scenario: scenario, options: Options(gpuCount: gpuCount, mode: .online))
  simulation.runToEnd()
  return History(of: simulation)
}

extension Run {
  /// A simulated run.
  init(of history: History, isWhole: Bool = true) {
    self.init(source: .simulation, history: history, isWhole: isWhole)
  }
}

extension AppState {
  /// The state after the keys of a script, work and all.
  func after(_ script: String) throws -> AppState {
    var state = self
    state.press(try KeyScript.parse(script))
    return state
  }

  /// Reacts to the mouse on the screen as it is.
  mutating func point(_ mouse: Mouse) -> Effect? {
    handle(mouse, on: Screen.target(x: mouse.x, y: mouse.y, in: self))
  }

  /// The text field, if one is open.
  var prompt: Prompt? {
    guard case .typing(let prompt) = mode else { return nil }
    return prompt
  }

  var screen: Canvas { Screen.draw(self) }
}

extension Effect? {
  var isNothing: Bool { if case .none = self { true } else { false } }
  var isQuit: Bool { if case .some(.quit) = self { true } else { false } }
}

/// Compares a text with the file of that name in `Golden`; `UPDATE_GOLDEN=1` writes it anew.
func expectGolden(_ text: String, _ name: String) throws {
  let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Golden").appending(path: name)
  if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
    try text.write(to: file, atomically: true, encoding: .utf8)
  }
  let expected = try String(contentsOf: file, encoding: .utf8)
  #expect(text == expected, "\(name) differs; UPDATE_GOLDEN=1 writes it anew")
}

/// Any key that a keyboard has, the bound ones more often.
func randomKey(_ random: inout SeededGenerator) -> Key {
  let bound = Keymap.standard.bindings.flatMap(\.keys)
  if Int.random(in: 0..<5, using: &random) > 0 {
    return bound.randomElement(using: &random) ?? .enter
  }
  let digits = "0123456789=#%' sabc".unicodeScalars.map { Key.character($0) }
  return digits.randomElement(using: &random) ?? .enter
}

/// A click or a turn of the wheel, mostly on the screen.
func randomMouse(in size: Size, _ random: inout SeededGenerator) -> Mouse {
  let actions: [Mouse.Action] = [
    .press(.left), .press(.right), .release(.left), .wheelUp, .wheelDown,
  ]
  return Mouse(
    action: actions.randomElement(using: &random) ?? .wheelUp,
    x: Int.random(in: -1...size.width, using: &random),
    y: Int.random(in: -1...size.height, using: &random))
}
