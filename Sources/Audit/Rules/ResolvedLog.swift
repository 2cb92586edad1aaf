import Engine

/// The executions of a log as nodes of the inputs.
struct ResolvedLog {
  /// For each name in the log's table of requests the request.
  let requests: [RequestID?]
  /// For each execution the node.
  private(set) var nodes: [RequestNode?] = []
  private var executions: [Int32]
  private let table: RequestTable

  /// - Complexity: O(executions + nodes of all requests).
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

  /// Whether the log has all nodes of a request.
  func isCompleted(_ request: RequestID) -> Bool {
    table.flatIndices(of: request).allSatisfy { executions[$0] >= 0 }
  }

  /// The number of requests all of whose nodes the log has.
  var completedRequestCount: Int { table.indices.count { isCompleted($0) } }
}
