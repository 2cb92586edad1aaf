import Engine
import History
import Testing

@testable import TUI

@Suite struct ExtremeTests {
  private func history(seconds: Double) -> History {
    var requests = RequestTable()
    requests.append(
      id: "r", workflow: WorkflowID(0), timestampMicroseconds: nil,
      estimates: [0, 1].map { _ in Estimate(seconds: seconds, source: .request) })
    let models = ["a", "b"].map { Model(id: $0, memoryGB: 14, loadTimeSeconds: 1) }
    let nodes = [0, 1].map { WorkflowNode(id: "n\($0)", model: ModelID($0)) }
    let scenario = Scenario(
      models: models, workflows: [Workflow(id: "w", nodes: nodes, edges: [])], requests: requests)
    var simulation = Simulation(scenario: scenario, options: Options(gpuCount: 1))
    simulation.runToEnd()
    return History(of: simulation)
  }

  @Test(arguments: [0, Double.leastNonzeroMagnitude, 1e-300, 1e-9, 1e9, 1e15, 1e300, 1.7e308])
  func `times from nothing to the largest allowed are drawn at every zoom`(_ seconds: Double) throws
  {
    let state = AppState(
      run: Run(of: history(seconds: seconds)), title: "t", size: Size(200, 34))
    for keys in ["", "G", "G30+", "G0", "G0---", "G0+++", "G60-", "20+<Right><Right>"] {
      #expect(try state.after(keys).screen.text().contains("GPUs"))
    }
  }

  @Test(arguments: [0, Double.leastNonzeroMagnitude, 1e-300, 1e-9, 1e15, 1e300, 1.7e308])
  func `every page can be opened over times from nothing to the largest`(_ seconds: Double) throws {
    // B3, Z5: NaN and infinity were made into whole numbers.
    let state = AppState(
      run: Run(of: history(seconds: seconds)), title: "t", size: Size(120, 34))
    for position in ["1.", "2.", "G"] {
      for page in [
        "1<Enter>", "2<Enter>", "3<Enter>", "4<Enter>", "5<Enter>", ":r<Enter>", "D2<Enter>v", "x",
        "i",
      ] {
        #expect(try state.after(position + page + "+-0").screen.text().contains("event"))
      }
    }
  }

  @Test func `zooming out of the whole run stays there`() throws {
    let state = AppState(
      run: Run(of: history(seconds: 1e15)), title: "t", size: Size(120, 34))
    #expect(try state.after("0-").viewport.zoom == .fit)
  }

  @Test func `a thousand GPUs have room for their numbers`() throws {
    let history = awkwardHistory(gpuCount: 20_000, requests: 3, seed: 1)
    let state = AppState(
      run: Run(of: history), title: "t", size: Size(120, 34))
    let text = try state.after("G19999j").screen.text()
    #expect(text.contains("19999 ·"))
  }
}
