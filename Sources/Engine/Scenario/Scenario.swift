/// The subject of a simulation: a machine, models, workflows and the requests for them.
public struct Scenario: Sendable {
  /// The machine.
  public var hardware: Hardware
  /// The models, in the order of the file.
  public let models: [Model]
  /// The workflows, in the order of the file.
  public let workflows: [Workflow]
  /// The requests, in the order of the file.
  public let requests: RequestTable

  /// Puts a scenario together; every identifier inside must be valid.
  public init(
    hardware: Hardware = Hardware(), models: [Model], workflows: [Workflow],
    requests: RequestTable = RequestTable()
  ) {
    self.hardware = hardware
    self.models = models
    self.workflows = workflows
    self.requests = requests
  }

  /// The model with the given identifier.
  public subscript(model: ModelID) -> Model { models[model.index] }

  /// The workflow with the given identifier.
  public subscript(workflow: WorkflowID) -> Workflow { workflows[workflow.index] }

  /// The request with the given identifier.
  public subscript(request: RequestID) -> Request { requests[request] }

  /// The workflow's description of a request's node.
  public subscript(node: RequestNode) -> WorkflowNode {
    workflow(of: node.request).nodes[node.node]
  }

  /// The workflow that a request asks for.
  public func workflow(of request: RequestID) -> Workflow {
    workflows[requests.workflow(of: request).index]
  }

  /// The model that a node calls.
  public func model(of node: RequestNode) -> ModelID {
    workflows[requests.workflow(of: node.request).index].nodes[node.node].model
  }

  /// For each workflow the number of requests for it.
  ///
  /// - Complexity: O(requests).
  package func requestCounts() -> [Int] {
    var counts = [Int](repeating: 0, count: workflows.count)
    for index in 0..<requests.count {
      counts[requests.workflow(of: RequestID(index)).index] += 1
    }
    return counts
  }
}
