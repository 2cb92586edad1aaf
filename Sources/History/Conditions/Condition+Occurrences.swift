import Engine

/// An arrival, a dispatch or a completion, with the properties that conditions are about.
struct Occurrence {
  var request: RequestID
  var workflow: WorkflowID
  /// The node and its execution; nil for an arrival.
  var run: (node: Int, model: ModelID, execution: Execution)?
  var isDispatch: Bool
}

/// A term about an occurrence, with names looked up.
enum OccurrenceTest {
  case anySwitch
  case gpu(Int)
  case model(ModelID)
  case request(RequestID)
  /// For each workflow the node of the wanted name; −1 if it has none.
  case node([Int])
  case search(NameSearch)

  /// Nil for a term about a state.
  init?(_ term: ConditionTerm, in scenario: Scenario) {
    switch term {
    case .anySwitch: self = .anySwitch
    case .gpu(let gpu): self = .gpu(gpu)
    case .model(let model): self = .model(model)
    case .request(let request): self = .request(request)
    case .node(let id):
      self = .node(
        scenario.workflows.map { $0.nodes.firstIndex { node in node.id == id } ?? -1 })
    case .search(let search): self = .search(search)
    case .queueLength, .measure, .wait, .idle, .time: return nil
    }
  }

  func holds(of occurrence: Occurrence) -> Bool {
    switch self {
    case .anySwitch: occurrence.isDispatch && occurrence.run?.execution.isSwitch == true
    case .gpu(let gpu): occurrence.run?.execution.gpus.contains(gpu) == true
    case .model(let model): occurrence.run?.model == model
    case .request(let request): occurrence.request == request
    case .node(let nodes): occurrence.run?.node == nodes[occurrence.workflow.index]
    case .search(let search):
      search.requests[occurrence.request.index]
        || occurrence.run.map { search.nodes[occurrence.workflow.index][$0.node] } ?? false
    }
  }
}

/// The occurrences at events, to be tested.
struct Occurrences {
  private let trace: Trace
  private let requests: RequestTable
  private let workflows: WorkflowTable

  init(of history: History) {
    trace = history.trace
    requests = history.scenario.requests
    workflows = history.workflows
  }

  /// Whether an occurrence at an event passes all tests.
  ///
  /// - Complexity: O(dispatches of the event).
  func contains(at event: Int, passing tests: [OccurrenceTest]) -> Bool {
    switch trace.events[event].subject {
    case .arrival(let request):
      let workflow = requests.workflow(of: request)
      let arrival = Occurrence(request: request, workflow: workflow, isDispatch: false)
      if tests.allSatisfy({ $0.holds(of: arrival) }) { return true }
    case .completion(let execution):
      let completion = occurrence(execution, isDispatch: false)
      if tests.allSatisfy({ $0.holds(of: completion) }) { return true }
    }
    for index in trace.executions(of: event) {
      let dispatch = occurrence(index, isDispatch: true)
      if tests.allSatisfy({ $0.holds(of: dispatch) }) { return true }
    }
    return false
  }

  private func occurrence(_ index: Int, isDispatch: Bool) -> Occurrence {
    let execution = trace.executions[index]
    let node = trace.node(of: execution)
    let workflow = requests.workflow(of: node.request)
    let model = workflows.model(of: workflow, node: node.node)
    return Occurrence(
      request: node.request, workflow: workflow, run: (node.node, model, execution),
      isDispatch: isDispatch)
  }
}
