@testable import History
import TestScenarios
import Testing

@testable import Engine

struct WorkflowTests {
  @Test func `doubled edges count once, in both directions`() {
    let workflow = Tiny.workflow("ab ac ab bc ac", nodes: 3)
    #expect(workflow.dependencies == [[], [0], [0, 1]])
    #expect(workflow.successors == [[1, 2], [2], []])
    #expect(workflow.roots == [0])
    #expect(workflow.dependencyCounts == [0, 1, 2])
  }

  @Test func `a graph without a cycle has none`() {
    #expect(Tiny.workflow("ab ac bd cd", nodes: 4).firstCycle() == nil)
    #expect(Tiny.workflow("", nodes: 0).firstCycle() == nil)
    #expect(Tiny.workflow("cb ba", nodes: 3).firstCycle() == nil)
  }

  @Test(
    arguments: [
      ("aa", 1, [0]), ("ab ba", 2, [0, 1]), ("ab bc cb", 3, [1, 2]),
      ("ab bc cd db ad", 5, [1, 2, 3]), ("cb bc", 3, [1, 2]),
    ])
  func `a cycle is spelled in the direction of its edges`(
    edges: String, nodes: Int, expected: [Int]
  ) {
    #expect(Tiny.workflow(edges, nodes: nodes).firstCycle() == expected)
  }

  @Test func `a very deep chain does not exhaust the stack`() {
    let count = 50_000
    let nodes = (0..<count).map { WorkflowNode(id: "\($0)", model: ModelID(0)) }
    let chain = (1..<count).map { (from: $0 - 1, to: $0) }
    #expect(Workflow(id: "w", nodes: nodes, edges: chain).firstCycle() == nil)
    let ring = Workflow(id: "w", nodes: nodes, edges: chain + [(from: count - 1, to: 0)])
    #expect(ring.firstCycle()?.count == count)
    #expect(!ring.reachableNodes().contains(true))
  }

  @Test(arguments: seeds)
  func `a cycle is found exactly where some node reaches itself`(seed: UInt64) {
    for workflow in Run(seed: seed).scenario.workflows {
      let reach = workflow.nodes.indices.map { reached(from: $0, in: workflow) }
      let isCyclic = workflow.nodes.indices.contains { reach[$0].contains($0) }
      let cycle = workflow.firstCycle()
      #expect((cycle != nil) == isCyclic)
      if let cycle {
        #expect(Set(cycle).count == cycle.count)
        for (node, next) in zip(cycle, cycle.dropFirst() + cycle.prefix(1)) {
          #expect(workflow.successors[node].contains(next))
        }
      }
      let stuck = workflow.nodes.indices.filter {
        reach[$0].contains($0) || !workflow.missingDependencies[$0].isEmpty
      }
      let unreachable = Set(stuck).union(stuck.flatMap { reach[$0] })
      #expect(workflow.reachableNodes() == workflow.nodes.indices.map { !unreachable.contains($0) })
    }
  }

  private func reached(from start: Int, in workflow: Workflow) -> Set<Int> {
    var found: Set<Int> = []
    var frontier = [start]
    while let node = frontier.popLast() {
      for successor in workflow.successors[node] where found.insert(successor).inserted {
        frontier.append(successor)
      }
    }
    return found
  }
}

struct StrandedTests {
  private func reasons(_ workflow: Workflow) -> [StrandedReason?] {
    let model = Model(id: "m", memoryGB: 1, loadTimeSeconds: 1)
    return workflow.strandedReasons(models: [model], gpuCount: 1)
  }

  @Test func `members of a cycle are told it, those behind it whom they wait for`() {
    #expect(
      reasons(Tiny.workflow("ab bc cb cd", nodes: 4))
        == [nil, .cycle([1, 2]), .cycle([1, 2]), .waitsFor(2)])
  }

  @Test func `a missing dependency is named, and those behind it wait for its node`() {
    #expect(
      reasons(Tiny.workflow("ab bc", nodes: 4, missing: [1: ["ghost", "image"]]))
        == [nil, .missingDependencies(["ghost", "image"]), .waitsFor(1), nil])
  }

  @Test func `a model that is too large strands its nodes and those behind them`() {
    let nodes = [0, 1, 0].enumerated().map {
      WorkflowNode(id: "n\($0)", model: ModelID($1))
    }
    let models = [
      Model(id: "small", memoryGB: 1, loadTimeSeconds: 1),
      Model(id: "large", memoryGB: 1, gpusRequired: 3, loadTimeSeconds: 1),
    ]
    let workflow = Workflow(id: "w", nodes: nodes, edges: [(0, 1), (1, 2)])
    #expect(
      workflow.strandedReasons(models: models, gpuCount: 2)
        == [nil, .needsMoreGPUs(required: 3, available: 2), .waitsFor(1)])
    #expect(workflow.strandedReasons(models: models, gpuCount: 3) == [nil, nil, nil])
  }

  @Test(arguments: seeds)
  func `the reason that is named is true`(seed: UInt64) {
    let run = Run(seed: seed)
    let metrics = Metrics(
      scenario: run.scenario, options: run.options, trace: run.finished().trace)
    let stranded = Set(metrics.stranded.map(\.node))
    for entry in metrics.stranded {
      let request = entry.node.request
      let workflow = run.scenario.workflow(of: request)
      switch entry.reason {
      case .needsMoreGPUs(let required, let available):
        #expect(required == run.scenario[run.scenario.model(of: entry.node)].gpusRequired)
        #expect(available == run.options.gpuCount && required > available)
      case .missingDependencies(let names):
        #expect(names == workflow.missingDependencies[entry.node.node] && !names.isEmpty)
      case .cycle(let members):
        #expect(members.contains(entry.node.node))
        for (node, next) in zip(members, members.dropFirst() + members.prefix(1)) {
          #expect(workflow.successors[node].contains(next))
        }
      case .waitsFor(let node):
        #expect(workflow.dependencies[entry.node.node].contains(node))
        #expect(stranded.contains(RequestNode(request: request, node: node)))
      case .needsMoreMemory, .needsOtherKinds, .noRoomBesidePinned:
        Issue.record("a plain machine counts no memory")
      case .unfinished: Issue.record("a finished run has no unfinished node")
      }
    }
  }

  @Test func `a run that was ended early leaves unfinished nodes`() {
    let run = Tiny.run(gpus: 1, models: "A", requests: "A1 A1")
    var simulation = Simulation(scenario: run.scenario, options: run.options)
    simulation.step()
    let metrics = Metrics(scenario: run.scenario, options: run.options, trace: simulation.trace)
    #expect(metrics.stranded.map(\.reason) == [.unfinished])
    #expect(metrics.unfinishedRequests.map(\.index) == [0, 1])
  }
}
