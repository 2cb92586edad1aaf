/// For each node of all requests the longest path from its start to the end of its request.
///
/// Nodes that can never run do not count. 8 bytes for each node.
package struct RemainingPaths: Sendable {
  private var seconds: [Double]

  /// - Complexity: O(nodes + edges) of all requests.
  package init(_ scenario: Scenario, rules: Rules) {
    seconds = [Double](repeating: 0, count: scenario.requests.nodeCount)
    let orders = scenario.workflows.map { $0.completionOrder() }
    for index in 0..<scenario.requests.count {
      let request = RequestID(index)
      let workflow = scenario.requests.workflow(of: request).index
      add(
        scenario, rules, orders[workflow], scenario.workflows[workflow].successors,
        of: request)
    }
  }

  private mutating func add(
    _ scenario: Scenario, _ rules: Rules, _ order: [Int], _ successors: [[Int]],
    of request: RequestID
  ) {
    let firstNode = scenario.requests.firstNode(of: request)
    for node in order.reversed() {
      var after = 0.0
      for successor in successors[node] { after = max(after, seconds[firstNode + successor]) }
      let estimate = scenario.estimate(of: RequestNode(request: request, node: node), rules: rules)
      seconds[firstNode + node] = estimate.seconds + after
    }
  }

  /// The path that is left for the node at a place of the list of all nodes, in seconds.
  package subscript(index: Int) -> Double { seconds[index] }
}
