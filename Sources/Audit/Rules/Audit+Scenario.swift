public import Engine

extension Audit {
  /// Checks a log against the inputs of its run as well.
  ///
  /// Rules and mode are those that the summary states; without them the run counts as offline,
  /// and what either reading of the rules allows is right.
  ///
  /// - Complexity: O(n log n) in the executions, plus O(requests).
  public init(_ log: ExecutionLog, against scenario: Scenario) {
    self.init(log)
    let inputs = ResolvedLog(log, in: scenario)
    checkNames(inputs, in: scenario)
    checkOrder(inputs, in: scenario)
    checkSwitches(inputs, in: scenario)
    // Against the wrong inputs every count is off; the names say it better.
    guard inputs.nodes.allSatisfy({ $0 != nil }) else { return }
    compare("total_requests", log.summary.totalRequests, scenario.requests.count)
    compare("completed_requests", log.summary.completedRequests, inputs.completedRequestCount)
    compare(
      "stranded_nodes", log.summary.strandedNodes,
      scenario.requests.nodeCount - inputs.executedNodeCount)
  }

  private mutating func checkNames(_ inputs: ResolvedLog, in scenario: Scenario) {
    for (index, execution) in log.executions.enumerated() {
      guard let node = inputs.nodes[index] else {
        violations.append(
          inputs.requests[execution.request] == nil
            ? .unknownRequest(execution: index) : .unknownNode(execution: index))
        continue
      }
      if let first = inputs.execution(of: node), first != index {
        violations.append(.repeatedNode(first: first, second: index))
      }
      let model = scenario[scenario.model(of: node)]
      if model.id != log.models.names[execution.model] {
        violations.append(.wrongModel(execution: index, expected: model.id))
      }
      checkGroup(index, of: model)
    }
  }

  private mutating func checkGroup(_ index: Int, of model: Model) {
    let execution = log.executions[index]
    guard execution.listsGroup else { return }
    if execution.gpus.count != model.gpusRequired {
      violations.append(.groupSize(execution: index, required: model.gpusRequired))
    }
    let gpus = log.gpus(of: execution)
    if zip(gpus, gpus.dropFirst()).contains(where: { $1 != $0 + 1 }) {
      violations.append(.notConsecutive(execution: index))
    }
  }

  private mutating func checkOrder(_ inputs: ResolvedLog, in scenario: Scenario) {
    // Where the log does not state its rules, the reading by which requests arrive earlier.
    let arrivals = scenario.arrivalTimes(
      mode: log.summary.mode ?? .offline, rules: log.summary.rules ?? .gswarm)
    let timeScale = log.summary.timeScale ?? 1
    for (index, execution) in log.executions.enumerated() {
      guard let node = inputs.nodes[index] else { continue }
      let ready = execution.readyTime + Self.slack(at: execution.readyTime)
      let arrival = arrivals[node.request.index] / timeScale
      if ready < arrival {
        violations.append(.readyBeforeArrival(execution: index, arrival: arrival))
      }
      let workflow = scenario.workflow(of: node.request)
      for missing in workflow.missingDependencies[node.node] {
        violations.append(.missingDependency(execution: index, node: missing))
      }
      for dependency in workflow.dependencies[node.node] {
        let dependencyNode = RequestNode(request: node.request, node: dependency)
        guard let earlier = inputs.execution(of: dependencyNode) else {
          violations.append(
            .missingDependency(execution: index, node: workflow.nodes[dependency].id))
          continue
        }
        if ready < log.executions[earlier].endTime {
          violations.append(.dependency(execution: index, dependency: earlier))
        }
      }
    }
  }
}

/// A log's lines found in the inputs.
struct ResolvedLog {
  /// For each name in the log's table of requests the request.
  let requests: [RequestID?]
  /// For each execution the node.
  private(set) var nodes: [RequestNode?] = []
  private var executions: [Int32]
  private let table: RequestTable

  init(_ log: ExecutionLog, in scenario: Scenario) {
    let table = scenario.requests
    self.table = table
    executions = [Int32](repeating: -1, count: table.nodeCount)
    let known = Dictionary(
      table.indices.map { (table[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
    let requests = log.requests.names.map { known[$0] }
    self.requests = requests
    let nodeIndices = scenario.workflows.map { workflow in
      Dictionary(
        workflow.nodes.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
    nodes.reserveCapacity(log.executions.count)
    for (index, execution) in log.executions.enumerated() {
      let node = requests[execution.request].flatMap { request in
        nodeIndices[table.workflow(of: request).index][log.nodes.names[execution.node]]
          .map { RequestNode(request: request, node: $0) }
      }
      nodes.append(node)
      guard let node, self.execution(of: node) == nil else { continue }
      executions[table.flatIndex(of: node)] = Int32(index)
    }
  }

  /// The first execution of a node.
  func execution(of node: RequestNode) -> Int? {
    let execution = executions[table.flatIndex(of: node)]
    return execution < 0 ? nil : Int(execution)
  }

  /// The number of nodes that the log has.
  var executedNodeCount: Int { executions.count { $0 >= 0 } }

  /// The number of requests all of whose nodes the log has.
  var completedRequestCount: Int {
    table.indices.count { request in
      table.flatIndices(of: request).allSatisfy { executions[$0] >= 0 }
    }
  }
}
