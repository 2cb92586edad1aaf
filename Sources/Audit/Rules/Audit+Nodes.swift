import Engine

extension Audit {
  /// Looks for nodes that ran twice.
  mutating func checkRepetition() {
    var executions: [Int: Int] = [:]
    executions.reserveCapacity(log.executions.count)
    for (index, execution) in log.executions.enumerated() {
      let node = execution.request * log.nodes.names.count + execution.node
      if let first = executions[node] {
        violations.append(.repeatedNode(first: first, second: index))
      } else {
        executions[node] = index
      }
    }
  }

  /// Looks for requests with two workflows.
  mutating func checkWorkflows() {
    var workflows = [Int?](repeating: nil, count: log.requests.names.count)
    for (index, execution) in log.executions.enumerated() {
      guard let workflow = execution.workflow else { continue }
      let known = workflows[execution.request] ?? workflow
      workflows[execution.request] = known
      if known != workflow {
        violations.append(
          .wrongWorkflow(execution: index, expected: log.workflows.names[known]))
      }
    }
  }

  /// Looks for the names of the log in the inputs, and compares the groups of GPUs.
  mutating func checkNames(_ inputs: ResolvedLog, in scenario: Scenario) {
    for (index, execution) in log.executions.enumerated() {
      guard let node = inputs.nodes[index] else {
        violations.append(
          inputs.requests[execution.request] == nil
            ? .unknownRequest(execution: index) : .unknownNode(execution: index))
        continue
      }
      let workflow = scenario.workflow(of: node.request).id
      if let stated = execution.workflow, log.workflows.names[stated] != workflow {
        violations.append(.wrongWorkflow(execution: index, expected: workflow))
      }
      let model = scenario[scenario.model(of: node)]
      if let stated = execution.model, log.models.names[stated] != model.id {
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
}
