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
  /// A node that is on several cycles, or between two of them, may be told of another node of them
  /// that it waits for.
  ///
  /// - Complexity: O(nodes + edges), and the length of a cycle for each of its nodes.
  func strandedReasons(models: [Model], gpuCount: Int) -> [StrandedReason?] {
    var reasons: [StrandedReason?] = nodes.indices.map { node in
      if !missingDependencies[node].isEmpty {
        return .missingDependencies(missingDependencies[node])
      }
      let required = models[nodes[node].model.index].gpusRequired
      guard required > gpuCount else { return nil }
      return .needsMoreGPUs(required: required, available: gpuCount)
    }
    for cycle in cycles() {
      for member in cycle where reasons[member] == nil { reasons[member] = .cycle(cycle) }
    }
    spread(&reasons)
    return reasons
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
