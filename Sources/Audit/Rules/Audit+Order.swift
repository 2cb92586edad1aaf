import Engine

extension Audit {
  /// Checks that each node became ready with its request and its dependencies, neither earlier nor
  /// later.
  mutating func checkOrder(_ inputs: ResolvedLog, in scenario: Scenario) {
    // Where the log does not state its rules, the reading by which requests arrive earlier.
    let scheduled = scenario.arrivalTimes(
      mode: log.summary.mode ?? .offline, rules: log.summary.rules ?? .gswarm)
    let timeScale = log.summary.timeScale ?? 1
    let measured = isMeasured ? measuredArrivals(inputs, in: scenario) : []
    for (index, execution) in log.executions.enumerated() {
      // A second execution of a node is reported as that.
      guard let node = inputs.nodes[index], inputs.execution(of: node) == index else { continue }
      let arrival = scheduled[node.request.index] / timeScale
      // A program that does not state when nodes were ready may prepare GPUs before.
      let ready = execution.readyTime ?? execution.startTime
      let slack = Self.slack(at: ready)
      if ready + slack < arrival {
        violations.append(.readyBeforeArrival(execution: index, arrival: arrival))
      }
      let latest = checkDependencies(of: node, index, ready: ready + slack, inputs, in: scenario)
      guard statesRules, execution.readyTime != nil, let latest else { continue }
      let begin = isMeasured ? measured[node.request.index] : arrival
      let expected = max(latest, begin)
      if ready > expected + slack {
        violations.append(.readyLate(execution: index, expected: expected))
      }
    }
  }

  /// Checks that the dependencies of a node had ended when it was ready.
  ///
  /// - Returns: the latest end, −∞ without dependencies, or nil if one never ran.
  private mutating func checkDependencies(
    of node: RequestNode, _ index: Int, ready: Double, _ inputs: ResolvedLog, in scenario: Scenario
  ) -> Double? {
    let workflow = scenario.workflow(of: node.request)
    for missing in workflow.missingDependencies[node.node] {
      violations.append(.missingDependency(execution: index, node: missing))
    }
    var latest: Double? = workflow.missingDependencies[node.node].isEmpty ? -.infinity : nil
    for dependency in workflow.dependencies[node.node] {
      let earlier = RequestNode(request: node.request, node: dependency)
      guard let execution = inputs.execution(of: earlier) else {
        violations.append(
          .missingDependency(execution: index, node: workflow.nodes[dependency].id))
        latest = nil
        continue
      }
      let end = log.executions[execution].endTime
      if ready < end { violations.append(.dependency(execution: index, dependency: execution)) }
      latest = latest.map { max($0, end) }
    }
    return latest
  }

  /// For each request of a live run the time at which the first of its nodes was ready: its measured
  /// arrival, which the inputs do not tell.
  private func measuredArrivals(_ inputs: ResolvedLog, in scenario: Scenario) -> [Double] {
    var result = [Double](repeating: .infinity, count: scenario.requests.count)
    for (index, execution) in log.executions.enumerated() {
      guard let node = inputs.nodes[index], let ready = execution.readyTime else { continue }
      result[node.request.index] = min(result[node.request.index], ready)
    }
    return result
  }

  /// Compares the counts of the summary with the inputs, and looks for nodes that never ran though
  /// they could.
  mutating func checkCompleteness(
    _ inputs: ResolvedLog, in scenario: Scenario, _ machine: AuditedMachine?
  ) {
    compare("total_requests", log.summary.totalRequests, scenario.requests.count)
    compare("completed_requests", log.summary.completedRequests, inputs.completedRequestCount)
    let strandedCount = scenario.requests.nodeCount - inputs.executedNodeCount
    compare("stranded_nodes", log.summary.strandedNodes, strandedCount)
    guard statesRules, strandedCount > 0, !(log.summary.isInterrupted ?? false) else { return }
    let gpuCount = log.summary.gpus?.count ?? Int(log.gpus.max() ?? -1) + 1
    // What is pinned somewhere at the end stays there.
    let last = machine.map { machine in
      Machine(
        restoring: [],
        memory: MemoryState(
          gpus: Array(machine.state.gpus.prefix(gpuCount)), host: machine.state.host),
        for: scenario, shape: MachineShape(gpuCount: gpuCount), rules: .standard, at: 0)
    }
    func canRun(_ model: ModelID) -> Bool {
      last?.canEverRun(model) ?? (scenario[model].gpusRequired <= gpuCount)
    }
    for request in scenario.requests.indices {
      let workflow = scenario.workflow(of: request)
      for (index, node) in workflow.nodes.enumerated() {
        let dependencies = workflow.dependencies[index]
        guard inputs.execution(of: RequestNode(request: request, node: index)) == nil,
          canRun(node.model),
          workflow.missingDependencies[index].isEmpty,
          dependencies.allSatisfy({
            inputs.execution(of: RequestNode(request: request, node: $0)) != nil
          })
        else { continue }
        violations.append(.neverRan(request: scenario[request].id, node: node.id))
      }
    }
  }
}
