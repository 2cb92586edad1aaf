import Engine

/// An arrival, a dispatch or a completion, with what conditions ask about.
struct Happening {
  var request: RequestID
  var workflow: WorkflowID
  /// The node and its execution; nil for an arrival.
  var run: (node: Int, model: ModelID, execution: Execution)?
  var isDispatch: Bool
}

/// A term that speaks of what happens, with names looked up.
enum HappeningTest {
  case anySwitch
  case gpu(Int)
  case model(ModelID)
  case request(RequestID)
  /// For each workflow the node of the wanted name; −1 if it has none.
  case node([Int])
  case search(NameSearch)

  /// Nil for a term that speaks of a state.
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
    case .queueLength, .latency, .wait, .idle, .time: return nil
    }
  }

  func holds(of happening: Happening) -> Bool {
    switch self {
    case .anySwitch: happening.isDispatch && happening.run?.execution.isSwitch == true
    case .gpu(let gpu): happening.run?.execution.gpus.contains(gpu) == true
    case .model(let model): happening.run?.model == model
    case .request(let request): happening.request == request
    case .node(let nodes): happening.run?.node == nodes[happening.workflow.index]
    case .search(let search):
      search.requests[happening.request.index]
        || happening.run.map { search.nodes[happening.workflow.index][$0.node] } ?? false
    }
  }
}

/// What happens at events, for any number of tests.
struct Happenings {
  private let trace: Trace
  private let requests: RequestTable
  private let workflows: WorkflowTable

  init(of history: History) {
    trace = history.trace
    requests = history.scenario.requests
    workflows = history.workflows
  }

  /// Whether something happens at an event of which all tests hold.
  ///
  /// - Complexity: O(dispatches of the event).
  func contains(at event: Int, passing tests: [HappeningTest]) -> Bool {
    switch trace.events[event].subject {
    case .arrival(let request):
      let workflow = requests.workflow(of: request)
      let arrival = Happening(request: request, workflow: workflow, isDispatch: false)
      if tests.allSatisfy({ $0.holds(of: arrival) }) { return true }
    case .completion(let execution):
      let completion = happening(execution, isDispatch: false)
      if tests.allSatisfy({ $0.holds(of: completion) }) { return true }
    }
    for index in trace.executions(of: event) {
      let dispatch = happening(index, isDispatch: true)
      if tests.allSatisfy({ $0.holds(of: dispatch) }) { return true }
    }
    return false
  }

  private func happening(_ index: Int, isDispatch: Bool) -> Happening {
    let execution = trace.executions[index]
    let node = trace.node(of: execution)
    let workflow = requests.workflow(of: node.request)
    let model = workflows.model(of: workflow, node: node.node)
    return Happening(
      request: node.request, workflow: workflow, run: (node.node, model, execution),
      isDispatch: isDispatch)
  }
}
