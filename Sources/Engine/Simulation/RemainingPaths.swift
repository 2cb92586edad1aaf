/// For each node of all requests the longest way from its start to the end of its request.
///
/// Nodes that can never run do not count. 8 bytes for each node.
package struct RemainingPaths: Sendable {
  private var seconds: [Double]

  /// - Complexity: O(nodes + edges) of all requests.
  package init(_ scenario: Scenario, rules: Rules) {
    seconds = [Double](repeating: 0, count: scenario.requests.nodeCount)
    let orders = scenario.workflows.map { $0.completionOrder() }
    for request in scenario.requests.indices {
      let workflow = scenario.requests.workflow(of: request)
      let first = scenario.requests.flatIndices(of: request).lowerBound
      for node in orders[workflow.index].reversed() {
        let after = scenario.workflows[workflow.index].successors[node].map { seconds[first + $0] }
        let own = scenario.estimate(of: RequestNode(request: request, node: node), rules: rules)
        seconds[first + node] = own.seconds + (after.max() ?? 0)
      }
    }
  }

  /// The way that is left for the node at a place of the list of all nodes, in seconds.
  package subscript(index: Int) -> Double { seconds[index] }
}

extension Workflow {
  /// The nodes that can ever run, each after all that it depends on.
  ///
  /// - Complexity: O(nodes + edges).
  package func completionOrder() -> [Int] {
    var waitingFor = dependencyCounts
    var order = roots.map(Int.init)
    var next = 0
    while next < order.count {
      for successor in successors[order[next]] {
        waitingFor[successor] -= 1
        if waitingFor[successor] == 0 { order.append(successor) }
      }
      next += 1
    }
    return order
  }
}
