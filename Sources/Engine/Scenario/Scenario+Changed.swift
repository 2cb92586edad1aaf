extension Scenario {
  /// Returns the scenario with other execution times of its requests.
  ///
  /// - Parameter estimate: Returns the new execution time of a node for the old one.
  /// - Returns: A scenario with the same models, workflows and requests.
  /// - Complexity: O(requests and their nodes).
  public func changed(estimate: (RequestNode, Estimate) -> Estimate) -> Scenario {
    var table = RequestTable()
    for id in requests.indices {
      let request = requests[id]
      table.append(
        id: request.id, workflow: request.workflow,
        timestampMicroseconds: request.timestampMicroseconds,
        estimates: workflow(of: id).nodes.indices.map { place in
          let node = RequestNode(request: id, node: place)
          return estimate(node, requests.estimate(of: node))
        })
    }
    return Scenario(hardware: hardware, models: models, workflows: workflows, requests: table)
  }
}
