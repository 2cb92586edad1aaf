extension Workflow {
  /// For each node the number of edges on the longest way to it, for drawing it behind what it
  /// depends on; nodes on a cycle, or behind one, stand together in one last layer.
  ///
  /// - Complexity: O(nodes + edges).
  public func layers() -> [Int] {
    var layers = [Int](repeating: 0, count: nodes.count)
    var dependenciesLeft = dependencies.map(\.count)
    var frontier = nodes.indices.filter { dependenciesLeft[$0] == 0 }
    var deepest = -1
    while let node = frontier.popLast() {
      deepest = max(deepest, layers[node])
      for successor in successors[node] {
        layers[successor] = max(layers[successor], layers[node] + 1)
        dependenciesLeft[successor] -= 1
        if dependenciesLeft[successor] == 0 { frontier.append(successor) }
      }
    }
    for node in nodes.indices where dependenciesLeft[node] > 0 { layers[node] = deepest + 1 }
    return layers
  }
}
