internal import Engine
internal import History

/// The answers about a run that several formats give.
struct RunFacts {
  let history: History
  let scenario: Scenario
  let trace: Trace

  /// For each execution the seconds from its switch to the next load of the evicted model.
  let backAfter: [Int: Double]

  init(_ history: History) {
    self.history = history
    scenario = history.scenario
    trace = history.trace
    let moment = history.moment(after: history.trace.events.count)
    var back: [Int: Double] = [:]
    for index in 0..<moment.switchCount {
      guard let entry = moment.switchEntry(index), let load = entry.nextLoad else { continue }
      let execution = trace.executions[load]
      back[entry.execution] = execution.start - execution.switchTime - entry.time
    }
    backAfter = back
  }

  /// The time at which an execution took its GPUs.
  func dispatchTime(of execution: Execution) -> Double { execution.start - execution.switchTime }

  /// The id of the model of an execution.
  func modelID(of execution: Execution) -> String { scenario[history.model(of: execution)].id }

  /// The id of a node.
  func nodeID(_ node: RequestNode) -> String {
    scenario.workflows[scenario.requests.workflow(of: node.request).index].nodes[node.node].id
  }

  /// The id of the workflow of a request.
  func workflowID(_ request: RequestID) -> String {
    scenario.workflows[scenario.requests.workflow(of: request).index].id
  }

  /// The kind of a dispatch by what was on its GPUs: `resident`, `load` or `switch`.
  func kind(of execution: Execution) -> String {
    switch execution.replaced {
    case .nothing: "resident"
    case .empty: "load"
    case .model: "switch"
    }
  }

  /// The reason for what an execution paid, in words.
  func reason(of execution: Execution) -> String {
    switch execution.replaced {
    case .nothing: "the model was resident"
    case .empty: "the GPU was empty"
    case .model(let model): "evicted \(scenario[model].id)"
    }
  }

  /// The id of the model that an execution evicted; nil if it evicted none.
  func evictedID(by execution: Execution) -> String? {
    guard case .model(let model) = execution.replaced else { return nil }
    return scenario[model].id
  }
}
