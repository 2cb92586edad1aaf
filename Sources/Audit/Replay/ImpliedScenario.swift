package import Engine

/// The inputs that a log implies: its models, its workflows and its requests.
///
/// An edge leads to each node from the one that it waited for; nodes that never ran are not known.
/// Requests of one workflow of which different nodes ran come as different workflows of one name.
package struct ImpliedScenario {
  package let scenario: Scenario
  /// For each execution of the log its node.
  package let nodes: [RequestNode]

  private struct Signature: Hashable {
    var workflow: Int?
    var nodes: [Int] = []
    var models: [Int] = []
    /// For each node the position of the one that it waited for.
    var predecessors: [Int?] = []
  }

  /// The id of a workflow or model that the log does not name.
  private static let unnamed = "unknown"

  /// - Complexity: O(n log n) in the executions.
  package init(_ log: ExecutionLog, _ times: LogTimes) {
    var executions = [[Int]](repeating: [], count: log.requests.names.count)
    for (index, execution) in log.executions.enumerated() {
      executions[execution.request].append(index)
    }
    var nodes = [RequestNode](
      repeating: RequestNode(request: RequestID(0), node: 0), count: log.executions.count)
    var workflows: [Workflow] = []
    var known: [Signature: WorkflowID] = [:]
    var table = RequestTable()
    let unnamedModels = Self.unnamedModels(log)
    for (request, name) in log.requests.names.enumerated() {
      let order = executions[request].sorted {
        (log.executions[$0].node, $0) < (log.executions[$1].node, $1)
      }
      for (position, index) in order.enumerated() {
        nodes[index] = RequestNode(request: RequestID(request), node: position)
      }
      let signature = Signature(
        workflow: order.first.flatMap { log.executions[$0].workflow },
        nodes: order.map { log.executions[$0].node },
        models: order.map { index in
          let execution = log.executions[index]
          return execution.model ?? unnamedModels[execution.gpus.count] ?? 0
        },
        predecessors: order.map { index in times.predecessors[index].map { nodes[$0].node } })
      let workflow = known[signature] ?? WorkflowID(workflows.count)
      if workflow.index == workflows.count {
        known[signature] = workflow
        workflows.append(Self.workflow(signature, log))
      }
      table.append(
        id: name, workflow: workflow, timestampMicroseconds: nil,
        estimates: order.map {
          Estimate(seconds: max(0, log.executions[$0].span), source: .request)
        })
    }
    self.nodes = nodes
    var hardware = Hardware()
    if let machine = log.summary.machine { hardware = machine }
    scenario = Scenario(
      hardware: hardware, models: Self.models(log, unnamedModels), workflows: workflows,
      requests: table)
  }

  private static func workflow(_ signature: Signature, _ log: ExecutionLog) -> Workflow {
    Workflow(
      id: signature.workflow.map { log.workflows.names[$0] } ?? unnamed,
      nodes: zip(signature.nodes, signature.models).map { node, model in
        WorkflowNode(id: log.nodes.names[node], model: ModelID(model))
      },
      edges: signature.predecessors.enumerated().compactMap { node, predecessor in
        predecessor.map { (from: $0, to: node) }
      })
  }

  /// The numbers of the models that the log does not name: one for each number of GPUs.
  private static func unnamedModels(_ log: ExecutionLog) -> [Int: Int] {
    let sizes = Set(log.executions.lazy.filter { $0.model == nil }.map(\.gpus.count)).sorted()
    return Dictionary(
      uniqueKeysWithValues: sizes.enumerated().map { ($1, log.models.names.count + $0) })
  }

  private static func models(_ log: ExecutionLog, _ unnamedModels: [Int: Int]) -> [Model] {
    // A model without an execution was evicted, or is named otherwise.
    var sizes = [Int](repeating: -1, count: log.models.names.count)
    for execution in log.executions {
      guard let model = execution.model else { continue }
      sizes[model] = max(sizes[model], execution.gpus.count)
    }
    sizes = sizes.map { $0 < 0 ? 1 : $0 }
    let names = log.models.names + unnamedModels.map { _ in unnamed }
    return zip(names, sizes + unnamedModels.keys.sorted()).map { name, size in
      Model(id: name, memoryGB: 0, gpusRequired: size, loadTimeSeconds: 0)
    }
  }
}
