@testable import History
import TestScenarios
import Testing

@testable import Engine

/// What must hold of every schedule, whatever the reference says.
struct InvariantTests {
  @Test(arguments: seeds)
  func `executions on one GPU never overlap`(seed: UInt64) {
    let run = Run(seed: seed)
    let executions = run.finished().trace.executions
    for gpu in 0..<run.options.gpuCount {
      let lane = executions.filter { $0.gpus.contains(gpu) }
      for (earlier, later) in zip(lane, lane.dropFirst()) {
        #expect(earlier.end <= later.start)
        #expect(later.start - later.switchTime >= earlier.end - 1e-9)
      }
    }
  }

  @Test(arguments: seeds)
  func `a node starts after its dependencies have ended`(seed: UInt64) {
    let run = Run(seed: seed)
    let trace = run.finished().trace
    var ends: [RequestNode: Double] = [:]
    for execution in trace.executions { ends[trace.node(of: execution)] = execution.end }
    for execution in trace.executions {
      let node = trace.node(of: execution)
      let workflow = run.scenario.workflow(of: node.request)
      #expect(workflow.missingDependencies[node.node].isEmpty)
      for dependency in workflow.dependencies[node.node] {
        let end = ends[RequestNode(request: node.request, node: dependency)] ?? .infinity
        #expect(end <= trace.readyTime(of: execution))
      }
      #expect(trace.waitingTime(of: execution) >= -1e-9)
    }
  }

  @Test(arguments: seeds)
  func `every node runs once or is named as stranded`(seed: UInt64) {
    let run = Run(seed: seed)
    let simulation = run.finished()
    let metrics = Metrics(
      scenario: run.scenario, options: run.options, trace: simulation.trace)
    let executed = simulation.trace.executions.map(simulation.trace.node(of:))
    let stranded = metrics.stranded.map(\.node)
    #expect(Set(executed).count == executed.count)
    #expect(Set(stranded).count == stranded.count)
    #expect(Set(executed).isDisjoint(with: stranded))
    #expect(executed.count + stranded.count == run.scenario.requests.nodeCount)
    #expect(!metrics.stranded.contains { $0.reason == .unfinished })
    #expect(
      metrics.completedRequestCount + metrics.unfinishedRequests.count
        == run.scenario.requests.count)
    #expect(Set(stranded.map(\.request)) == Set(metrics.unfinishedRequests))
  }

  @Test(arguments: seeds)
  func `nodes of one model are dispatched in the order in which they became ready`(seed: UInt64) {
    let run = Run(seed: seed)
    let trace = run.finished().trace
    var latest: [ModelID: Int] = [:]
    for execution in trace.executions {
      let model = run.scenario.model(of: trace.node(of: execution))
      #expect(execution.readied > latest[model] ?? -1)
      latest[model] = execution.readied
    }
  }

  @Test(arguments: seeds)
  func `after a pass nothing that waits could be placed`(seed: UInt64) {
    let run = Run(seed: seed)
    let trace = run.finished().trace
    for event in trace.events {
      let dispatched = trace.executions.prefix(event.executionsAfter)
      let free = (0..<run.options.gpuCount).map { gpu in
        dispatched.allSatisfy { !$0.gpus.contains(gpu) || $0.end <= event.time }
      }
      let gone = Set(dispatched.map(\.readied))
      for waiting in 0..<event.readiedAfter where !gone.contains(waiting) {
        let model = run.scenario.model(of: trace.readied[waiting].node)
        #expect(longestRun(of: free) < run.scenario[model].gpusRequired)
      }
    }
  }

  @Test(arguments: seeds)
  func `no ready node that could have been placed is passed over`(seed: UInt64) {
    replay(Run(seed: seed)) { world, execution, trace in
      let waiting = trace.readied.indices.prefix { $0 < execution.readied }
      for earlier in waiting where !world.dispatched.contains(earlier) {
        let model = world.scenario.model(of: trace.readied[earlier].node)
        #expect(longestRun(of: world.free) < world.scenario[model].gpusRequired)
      }
    }
  }

  @Test(arguments: seeds)
  func `a single-GPU model goes where it is resident, else to the GPU free longest`(seed: UInt64) {
    replay(Run(seed: seed)) { world, execution, trace in
      let model = world.scenario.model(of: trace.node(of: execution))
      guard world.scenario[model].gpusRequired == 1 else { return }
      let gpu = execution.gpus.lowerBound
      let free = world.free.indices.filter { world.free[$0] }
      if let warm = free.first(where: { world.residents[$0] == model }) {
        #expect(gpu == warm)
      } else {
        for other in free {
          #expect((world.lastEnds[gpu], gpu) <= (world.lastEnds[other], other))
        }
      }
    }
  }

  @Test(arguments: seeds)
  func `a larger model gets the lowest window of free GPUs`(seed: UInt64) {
    replay(Run(seed: seed)) { world, execution, trace in
      let model = world.scenario.model(of: trace.node(of: execution))
      let required = world.scenario[model].gpusRequired
      #expect(execution.gpus.count == required)
      #expect(execution.gpus.allSatisfy { world.free[$0] })
      guard required > 1 else { return }
      for start in 0..<execution.gpus.lowerBound {
        #expect(!world.free[start..<start + required].allSatisfy { $0 })
      }
    }
  }

  @Test(arguments: seeds)
  func `a group pays the largest cost of its GPUs, or under gswarm the first one's`(seed: UInt64) {
    replay(Run(seed: seed)) { world, execution, trace in
      let model = world.scenario.model(of: trace.node(of: execution))
      let costs = execution.gpus.map { world.cost(of: model, on: $0) }
      let isFirstOnly = world.options.rules == .gswarm
      #expect(execution.switchTime == (isFirstOnly ? costs.first : costs.max()))
      let looked = isFirstOnly ? execution.gpus.prefix(1) : execution.gpus
      let evicted = looked.compactMap { world.residents[$0] }.filter { $0 != model }
      #expect(execution.isSwitch == !evicted.isEmpty)
    }
  }
}

/// The longest run of `true`.
private func longestRun(of flags: [Bool]) -> Int {
  flags.split(separator: false).map(\.count).max() ?? 0
}
