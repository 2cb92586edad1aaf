import Engine

extension Moment {
  /// The nodes of a request up to `last`, each made ready by the end of the one before it.
  ///
  /// - Complexity: O(path).
  func criticalPath(to last: Int, _ nodes: [NodeStory], in request: RequestID) -> [Int] {
    var path = [last]
    var next = predecessor(of: last, nodes, in: request)
    while let node = next {
      path.append(node)
      next = predecessor(of: node, nodes, in: request)
    }
    return path.reversed()
  }

  /// The node whose end made another one ready; nil if its request's arrival did.
  ///
  /// For a node that never becomes ready, the last of its dependencies to end.
  private func predecessor(of node: Int, _ nodes: [NodeStory], in request: RequestID) -> Int? {
    let trace = history.trace
    if let entry = nodes[node].readied {
      let event = trace.events[trace.readied[entry].event]
      guard case .completion(let execution) = event.subject else { return nil }
      return trace.node(of: trace.executions[execution]).node
    }
    let dependencies = history.scenario.workflow(of: request).dependencies[node]
    return dependencies.filter { nodes[$0].state == .completed }
      .max { completionEvent(of: nodes[$0]) < completionEvent(of: nodes[$1]) }
  }

  /// The event that completed a node; `History.notYet` if it has no execution.
  func completionEvent(of node: NodeStory) -> Int32 {
    node.execution.map { history.completionEvents[$0] } ?? History.notYet
  }

  /// The node in which the critical path ends; nil if there are none.
  func lastOfCriticalPath(of request: RequestID, _ nodes: [NodeStory]) -> Int? {
    let open = nodes.indices.filter { nodes[$0].state != .completed }
    if open.isEmpty {
      return nodes.indices.max { completionEvent(of: nodes[$0]) < completionEvent(of: nodes[$1]) }
    }
    let work = workAhead(in: request, nodes)
    let going = open.filter { nodes[$0].isUnderWay }
    return going.max { (work[$0], $1) < (work[$1], $0) }
      ?? open.first { nodes[$0].readied != nil }
      ?? open.first { nodes[$0].isRootOfStranding }
  }

  /// For each node the seconds of computing from now to the end of the last node behind it.
  private func workAhead(in request: RequestID, _ nodes: [NodeStory]) -> [Double] {
    let scenario = history.scenario
    let workflow = scenario.workflow(of: request)
    let layers = workflow.layers()
    var work = [Double](repeating: 0, count: nodes.count)
    for node in nodes.indices.sorted(by: { layers[$0] > layers[$1] }) {
      let own: Double =
        if let execution = nodes[node].execution {
          max(0, history.trace.executions[execution].end - time)
        } else {
          scenario.estimate(
            of: RequestNode(request: request, node: node), rules: history.options.rules
          ).seconds
        }
      work[node] = own + (workflow.successors[node].map { work[$0] }.max() ?? 0)
    }
    return work
  }
}

extension NodeStory {
  fileprivate var isUnderWay: Bool {
    switch state {
    case .waiting, .switching, .computing: true
    case .pending, .completed, .stranded: false
    }
  }

  fileprivate var isRootOfStranding: Bool {
    switch state {
    case .stranded(.waitsFor): false
    case .stranded: true
    default: false
    }
  }
}
