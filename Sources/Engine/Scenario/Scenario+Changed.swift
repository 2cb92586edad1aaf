extension Scenario {
  /// Returns the scenario with other timestamps and execution times of its requests.
  ///
  /// - Parameters:
  ///   - timestamp: The new timestamp for an old one, in microseconds since 1970.
  ///   - estimate: The new execution time of a node for the old one.
  /// - Returns: A scenario with the same models, workflows and requests.
  /// - Complexity: O(requests and their nodes).
  public func changed(
    timestamp: (Int64) -> Int64 = { $0 }, estimate: (RequestNode, Estimate) -> Estimate = { $1 }
  ) -> Scenario {
    var table = RequestTable()
    for id in requests.indices {
      let request = requests[id]
      table.append(
        id: request.id, workflow: request.workflow,
        timestampMicroseconds: request.timestampMicroseconds.map(timestamp),
        estimates: workflow(of: id).nodes.indices.map { place in
          let node = RequestNode(request: id, node: place)
          return estimate(node, requests.estimate(of: node))
        })
    }
    return Scenario(hardware: hardware, models: models, workflows: workflows, requests: table)
  }
}
