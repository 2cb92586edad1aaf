public import Engine

/// The reason for which a node can never run.
public enum StrandedReason: Hashable, Sendable {
  /// Its model takes more GPUs than there are.
  case needsMoreGPUs(required: Int, available: Int)
  /// It depends on names that no node of its workflow has.
  case missingDependencies([String])
  /// It depends on itself through these nodes of its workflow, places in `Workflow.nodes`.
  case cycle([Int])
  /// It depends on another node that never runs, a place in `Workflow.nodes`.
  case waitsFor(Int)
  /// The run ended before it.
  case unfinished
}

extension Workflow {
  /// For each node the reason for which it never runs on `gpuCount` GPUs in a row; nil if it runs.
  ///
  /// - Complexity: O(nodes + edges) for each cycle and each node on a way between two cycles.
  func strandedReasons(models: [Model], gpuCount: Int) -> [StrandedReason?] {
    let reachable = reachableNodes()
    var reasons: [StrandedReason?] = nodes.indices.map { node in
      if !missingDependencies[node].isEmpty {
        return .missingDependencies(missingDependencies[node])
      }
      let required = models[nodes[node].model.index].gpusRequired
      guard required > gpuCount else { return nil }
      return .needsMoreGPUs(required: required, available: gpuCount)
    }
    let mayBeOnCycle = nodesBeforeCycles(amongStranded: reachable)
    for node in nodes.indices where mayBeOnCycle[node] && reasons[node] == nil {
      guard let cycle = cycle(through: node) else { continue }
      for member in cycle where reasons[member] == nil { reasons[member] = .cycle(cycle) }
    }
    spread(&reasons)
    return reasons
  }

  /// The never-ready nodes that can reach a cycle.
  ///
  /// Nodes that only follow a cycle are left out: no cycle goes through them.
  private func nodesBeforeCycles(amongStranded reachable: [Bool]) -> [Bool] {
    var leadsOn = reachable.map { !$0 }
    var waysLeft = successors.map { list in list.count { !reachable[$0] } }
    var frontier = nodes.indices.filter { leadsOn[$0] && waysLeft[$0] == 0 }
    while let node = frontier.popLast() {
      leadsOn[node] = false
      for dependency in dependencies[node] where leadsOn[dependency] {
        waysLeft[dependency] -= 1
        if waysLeft[dependency] == 0 { frontier.append(dependency) }
      }
    }
    return leadsOn
  }

  /// Gives the successors of stranded nodes their reason: what they wait for.
  private func spread(_ reasons: inout [StrandedReason?]) {
    var frontier = nodes.indices.filter { reasons[$0] != nil }
    while let node = frontier.popLast() {
      for successor in successors[node] where reasons[successor] == nil {
        reasons[successor] = .waitsFor(node)
        frontier.append(successor)
      }
    }
  }

  /// A shortest way from a node along edges back to itself.
  private func cycle(through start: Int) -> [Int]? {
    var cameFrom = [Int?](repeating: nil, count: nodes.count)
    var frontier = [start]
    var next = 0
    while next < frontier.count {
      let node = frontier[next]
      next += 1
      for successor in successors[node] {
        if successor == start {
          var path = [node]
          while path[0] != start, let previous = cameFrom[path[0]] { path.insert(previous, at: 0) }
          return path
        }
        guard cameFrom[successor] == nil else { continue }
        cameFrom[successor] = node
        frontier.append(successor)
      }
    }
    return nil
  }
}

/// A node that arrived and was never dispatched.
public struct StrandedNode: Hashable, Sendable {
  /// The node.
  public let node: RequestNode
  /// The reason.
  public let reason: StrandedReason
}

extension Scenario {
  /// The nodes that a trace leaves without a dispatch, in the order of requests and nodes.
  ///
  /// - Complexity: O(nodes).
  func strandedNodes(in trace: Trace, gpuCount: Int) -> [StrandedNode] {
    guard trace.executions.count < requests.nodeCount else { return [] }
    var isDispatched = [Bool](repeating: false, count: requests.nodeCount)
    for execution in trace.executions {
      isDispatched[requests.flatIndex(of: trace.node(of: execution))] = true
    }
    let reasons = workflows.map { $0.strandedReasons(models: models, gpuCount: gpuCount) }
    var result: [StrandedNode] = []
    for request in requests.indices {
      let workflow = requests.workflow(of: request)
      for (node, index) in requests.flatIndices(of: request).enumerated() where !isDispatched[index]
      {
        result.append(
          StrandedNode(
            node: RequestNode(request: request, node: node),
            reason: reasons[workflow.index][node] ?? .unfinished))
      }
    }
    return result
  }
}

extension History {
  /// The nodes that never ran, in the order of requests and nodes.
  ///
  /// - Complexity: O(1) if all have run, else O(nodes).
  public var strandedNodes: [StrandedNode] {
    scenario.strandedNodes(in: trace, gpuCount: options.shape.longestRow.count)
  }
}
