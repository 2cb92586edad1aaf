import Engine

/// What a log says of the inputs of its run: the models, the workflows and the requests in it.
///
/// Edges, and whatever never ran, are not known. Requests of one workflow of which different nodes
/// ran come as different workflows of one name.
struct ImpliedScenario {
  let scenario: Scenario
  /// For each execution of the log its node.
  let nodes: [RequestNode]

  private struct Signature: Hashable {
    var workflow: Int
    var nodes: [Int] = []
    var models: [Int] = []
  }

  init(_ log: ExecutionLog) {
    var executions = [[Int]](repeating: [], count: log.requests.names.count)
    for (index, execution) in log.executions.enumerated() {
      executions[execution.request].append(index)
    }
    var nodes = [RequestNode?](repeating: nil, count: log.executions.count)
    var workflows: [Workflow] = []
    var known: [Signature: WorkflowID] = [:]
    var table = RequestTable()
    for (request, name) in log.requests.names.enumerated() {
      let order = executions[request].sorted {
        (log.executions[$0].node, $0) < (log.executions[$1].node, $1)
      }
      for (position, index) in order.enumerated() {
        nodes[index] = RequestNode(request: RequestID(request), node: position)
      }
      let signature = Signature(
        workflow: order.first.map { log.executions[$0].workflow } ?? 0,
        nodes: order.map { log.executions[$0].node },
        models: order.map { log.executions[$0].model })
      let workflow = known[signature] ?? WorkflowID(workflows.count)
      if workflow.index == workflows.count {
        known[signature] = workflow
        workflows.append(Self.workflow(signature, log))
      }
      table.append(
        id: name, workflow: workflow, timestampMicroseconds: nil,
        estimates: order.map {
          Estimate(seconds: log.executions[$0].executionTime, source: .request)
        })
    }
    self.nodes = nodes.compactMap(\.self)
    scenario = Scenario(models: Self.models(log), workflows: workflows, requests: table)
  }

  private static func workflow(_ signature: Signature, _ log: ExecutionLog) -> Workflow {
    Workflow(
      id: log.workflows.names[signature.workflow],
      nodes: zip(signature.nodes, signature.models).map { node, model in
        WorkflowNode(id: log.nodes.names[node], model: ModelID(model))
      }, edges: [])
  }

  private static func models(_ log: ExecutionLog) -> [Model] {
    var sizes = [Int](repeating: 1, count: log.models.names.count)
    for execution in log.executions {
      sizes[execution.model] = max(sizes[execution.model], execution.gpus.count)
    }
    return zip(log.models.names, sizes).map { name, size in
      Model(id: name, memoryGB: 0, gpusRequired: size, loadTimeSeconds: 0)
    }
  }
}
