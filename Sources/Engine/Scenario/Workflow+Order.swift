extension Workflow {
  /// The nodes that can ever run on a machine that is large enough, each after all that it depends on.
  ///
  /// A node cannot if it is part of a cycle, has a missing dependency, or waits for such a node.
  ///
  /// - Complexity: O(nodes + edges).
  package func completionOrder() -> [Int] { order(waitingFor: dependencyCounts).nodes }

  /// For each node whether it can ever run on a machine that is large enough.
  ///
  /// - Complexity: O(nodes + edges).
  public func reachableNodes() -> [Bool] {
    var reachable = [Bool](repeating: false, count: nodes.count)
    for node in completionOrder() { reachable[node] = true }
    return reachable
  }

  /// For each node the number of edges on the longest path to it, to draw it behind its
  /// dependencies; nodes on a cycle, or behind one, stand together in one last layer.
  ///
  /// - Complexity: O(nodes + edges).
  public func layers() -> [Int] {
    var layers = [Int](repeating: 0, count: nodes.count)
    let (ordered, isLeft) = orderWithoutMissing()
    for node in ordered {
      for successor in successors[node] {
        layers[successor] = max(layers[successor], layers[node] + 1)
      }
    }
    let last = (ordered.map { layers[$0] }.max() ?? -1) + 1
    for node in nodes.indices where isLeft[node] { layers[node] = last }
    return layers
  }

  /// The nodes of one cycle, in the direction of its edges, or nil if there is none.
  ///
  /// - Complexity: O(nodes + edges).
  public func firstCycle() -> [Int]? { cycles().first }

  /// Cycles that have no node in common, each in the direction of its edges from its lowest node.
  ///
  /// Each node that is on a cycle, or behind one, depends, directly or not, on a node of one of them.
  ///
  /// - Complexity: O(nodes + edges).
  package func cycles() -> [[Int]] {
    // Each node that is left by the order depends on another one that is left: going from each to the
    // lowest of those leads into exactly one cycle.
    let (_, isLeft) = orderWithoutMissing()
    var walks = [Int](repeating: -1, count: nodes.count)
    var cycles: [[Int]] = []
    for start in nodes.indices where isLeft[start] && walks[start] < 0 {
      var path: [Int] = []
      var node = start
      while walks[node] < 0, let next = dependencies[node].first(where: { isLeft[$0] }) {
        walks[node] = start
        path.append(node)
        node = next
      }
      // A node of an earlier walk leads into a cycle that is known.
      guard walks[node] == start, let first = path.firstIndex(of: node) else { continue }
      cycles.append(Self.fromLowest(path[first...].reversed()))
    }
    return cycles
  }

  private static func fromLowest(_ cycle: [Int]) -> [Int] {
    let lowest = cycle.indices.min { cycle[$0] < cycle[$1] } ?? 0
    return Array(cycle[lowest...] + cycle[..<lowest])
  }

  /// The nodes in an order that ignores missing dependencies, and which nodes it leaves out.
  private func orderWithoutMissing() -> (nodes: [Int], isLeft: [Bool]) {
    order(waitingFor: dependencies.map { Int32($0.count) })
  }

  /// The nodes, each after all that it depends on, and which nodes are left out because the
  /// completions they wait for do not all come.
  private func order(waitingFor counts: [Int32]) -> (nodes: [Int], isLeft: [Bool]) {
    var waitingFor = counts
    var order = counts.indices.filter { counts[$0] == 0 }
    var isLeft = counts.map { $0 > 0 }
    var next = 0
    while next < order.count {
      for successor in successors[order[next]] {
        waitingFor[successor] -= 1
        guard waitingFor[successor] == 0 else { continue }
        isLeft[successor] = false
        order.append(successor)
      }
      next += 1
    }
    return (order, isLeft)
  }
}
