import Engine

/// The duration of a request or of a node, and its end.
struct MeasuredDuration {
  let seconds: Double
  /// In seconds.
  let end: Double
  let request: RequestID
  /// The node; nil for a request.
  let node: Int?
}

extension MeasuredRun {
  /// The durations of a scope: of requests in the order of completion, of nodes in that of dispatch;
  /// nil if the scenario does not have its name.
  ///
  /// - Complexity: O(trace).
  func durations(of scope: MeasureScope) -> [MeasuredDuration]? {
    switch scope {
    case .allRequests: return requests { _ in true }
    case .workflow(let name):
      guard let index = scenario.workflows.firstIndex(where: { $0.id == name }) else { return nil }
      return requests { scenario.requests.workflow(of: $0).index == index }
    case .model(let name):
      guard let index = scenario.models.firstIndex(where: { $0.id == name }) else { return nil }
      return trace.executions.compactMap { execution in
        let node = trace.node(of: execution)
        guard scenario.model(of: node).index == index else { return nil }
        return MeasuredDuration(
          seconds: execution.end - trace.readyTime(of: execution), end: execution.end,
          request: node.request, node: node.node)
      }
    }
  }

  private func requests(_ isIncluded: (RequestID) -> Bool) -> [MeasuredDuration] {
    completed.compactMap { request in
      guard isIncluded(request.request) else { return nil }
      return MeasuredDuration(
        seconds: request.latency, end: trace.events[request.event].time, request: request.request,
        node: nil)
    }
  }

  /// The number of requests or nodes of a scope that never ended.
  ///
  /// - Complexity: O(requests) where some are unfinished, else O(1).
  func missingCount(of scope: MeasureScope, _ endedCount: Int) -> Int {
    guard completed.count < scenario.requests.count else { return 0 }
    switch scope {
    case .allRequests: return scenario.requests.count - endedCount
    case .workflow(let name):
      let counts = scenario.requestCounts()
      let index = scenario.workflows.firstIndex { $0.id == name }
      return (index.map { counts[$0] } ?? 0) - endedCount
    case .model(let name):
      let counts = scenario.requestCounts()
      let nodeCount = zip(scenario.workflows, counts).reduce(0) { sum, workflow in
        sum + workflow.1
          * workflow.0.nodes.count { scenario.models[$0.model.index].id == name }
      }
      return nodeCount - endedCount
    }
  }

  /// The first request that never ended, of a workflow or at all; nil if all ended.
  func firstUnfinished(_ scope: MeasureScope = .allRequests) -> RequestID? {
    guard completed.count < scenario.requests.count else { return nil }
    var isCompleted = [Bool](repeating: false, count: scenario.requests.count)
    for request in completed { isCompleted[request.request.index] = true }
    return scenario.requests.indices.first { request in
      guard !isCompleted[request.index] else { return false }
      guard case .workflow(let name) = scope else { return true }
      return scenario.workflow(of: request).id == name
    }
  }
}
