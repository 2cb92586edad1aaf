import Engine
import History
import TestScenarios
import Testing

@testable import TUI

/// Answers that few keys lead to, from the moment at which the screen opens.
@Suite struct ColdStartTests {
  /// A run of 10,000 requests whose models do not all fit.
  private static let history: History = {
    var random = SeededGenerator(seed: 11)
    let models = (0..<5).map {
      Model(id: "model-\($0)", memoryGB: Double(10 + 8 * $0), gpusRequired: 1, loadTimeSeconds: 2)
    }
    let workflows = [[0], [1, 2], [3], [4, 0]].enumerated().map { index, chain in
      Workflow(
        id: "w\(index)",
        nodes: chain.map { WorkflowNode(id: "n\($0)", model: ModelID($0)) },
        edges: chain.count > 1 ? [(0, 1)] : [])
    }
    var requests = RequestTable()
    for number in 0..<10_000 {
      let workflow = Int.random(in: 0..<workflows.count, using: &random)
      requests.append(
        id: "req_\(number)", workflow: WorkflowID(workflow),
        timestampMicroseconds: Int64(number) * 1_500_000,
        estimates: workflows[workflow].nodes.map { _ in
          Estimate(seconds: Double.random(in: 0.2...3, using: &random), source: .request)
        })
    }
    let scenario = Scenario(models: models, workflows: workflows, requests: requests)
    var simulation = Simulation(
      scenario: scenario, options: Options(gpuCount: 3, mode: .online))
    simulation.runToEnd()
    return History(of: simulation)
  }()

  /// The state after keys, of which there may be no more than some.
  private func pressed(_ keys: String, atMost limit: Int) throws -> AppState {
    #expect(try KeyScript.parse(keys).count <= limit)
    return try AppState(run: Run(of: Self.history), title: "t", size: Size(120, 36)).after(keys)
  }

  @Test func `the worst request takes three keys, why it waited two more`() throws {
    let list = try pressed("G2<Enter>", atMost: 3)
    let worst = try #require(
      Self.history.completed.max { ($0.latency, $1.event) < ($1.latency, $0.event) })
    let id = Self.history.scenario[worst.request].id
    let page = list.inspectorPage
    let row = page.rows[try #require(page.markedRow)].spans.map(\.text).joined()
    #expect(row.contains(id) && row.contains(Format.span(worst.latency)))

    let why = try list.after("<Enter><Enter>")
    guard case .dispatch(let number)? = why.run.inspector?.page.subject else {
      return #expect(Bool(false), "\(String(describing: why.run.inspector?.page.subject))")
    }
    // It is the node of the request that waited longest.
    let trace = Self.history.trace
    func wait(_ number: Int) -> Double {
      trace.events[trace.dispatchEvent(of: number)].time
        - trace.readyTime(of: trace.executions[number])
    }
    let own = trace.executions.indices.filter {
      trace.node(of: trace.executions[$0]).request == worst.request
    }
    #expect(own.contains(number))
    #expect(wait(number) == own.map(wait).max())
    #expect(why.screen.text().contains("Why it waited"))
  }

  @Test func `the minute with the most switching takes two keys`() throws {
    let state = try pressed("H", atMost: 2)
    let peak = try #require(Self.history.switchingPeak(lasting: 60))
    #expect(state.run.time == peak.end)
  }

  @Test func `the model that is evicted most takes three`() throws {
    let state = try pressed("Gm<Enter>", atMost: 3)
    var evictions = [Int](repeating: 0, count: Self.history.scenario.models.count)
    for execution in Self.history.trace.executions {
      if case .model(let evicted) = execution.replaced { evictions[evicted.index] += 1 }
    }
    guard case .model(let model)? = state.run.inspector?.page.subject else {
      return #expect(Bool(false), "no page of a model")
    }
    #expect(evictions[model.index] == evictions.max())
  }

  @Test func `the course under another policy from there on takes six`() throws {
    let minute = try pressed("H", atMost: 2)
    let keys = "Wcost<Enter>"
    #expect(try KeyScript.parse(keys).count <= 6)
    let state = try minute.after(keys)
    #expect(state.run.history.options.policy == (try Policy("cost")))
    #expect(state.run.branching?.cursor == minute.run.cursor)
    #expect(state.screen.text().contains("baseline"))
  }
}
