extension Workflow {
  /// The nodes of one cycle, in the direction of its edges, or nil if there is none.
  ///
  /// - Complexity: O(nodes + edges).
  public func firstCycle() -> [Int]? {
    enum Mark { case unseen, onPath, done }
    var marks = [Mark](repeating: .unseen, count: nodes.count)
    // The path is kept by hand: a workflow may be deeper than the stack.
    var path: [(node: Int, next: Int)] = []
    for start in nodes.indices where marks[start] == .unseen {
      path.append((start, 0))
      marks[start] = .onPath
      while let (node, next) = path.last {
        guard next < successors[node].count else {
          marks[node] = .done
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        let successor = successors[node][next]
        switch marks[successor] {
        case .done: continue
        case .onPath: return Array(path.map(\.node).drop { $0 != successor })
        case .unseen:
          marks[successor] = .onPath
          path.append((successor, 0))
        }
      }
    }
    return nil
  }

  /// For each node whether it can ever run on a machine that is large enough.
  ///
  /// A node cannot if it is part of a cycle, has a missing dependency, or waits for such a node.
  ///
  /// - Complexity: O(nodes + edges).
  public func reachableNodes() -> [Bool] {
    var waitingFor = dependencyCounts
    var reachable = [Bool](repeating: false, count: nodes.count)
    var frontier = roots.map(Int.init)
    while let node = frontier.popLast() {
      reachable[node] = true
      for successor in successors[node] {
        waitingFor[successor] -= 1
        if waitingFor[successor] == 0 { frontier.append(successor) }
      }
    }
    return reachable
  }
}
