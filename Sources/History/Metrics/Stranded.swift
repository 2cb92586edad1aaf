public import Engine

/// The reason for which a node can never run.
public enum StrandedReason: Hashable, Sendable {
  /// Its model takes more GPUs than there are.
  case needsMoreGPUs(required: Int, available: Int)
  /// Its model takes more memory on each of its GPUs, in GB, than the largest ones have.
  case needsMoreMemory(needed: Double, gpus: Int, largest: Double)
  /// There are too few GPUs in a row of the kinds that its model runs on.
  case needsOtherKinds(required: Int, available: Int)
  /// Models that never make way leave too little memory, in GB.
  case noRoomBesidePinned(needed: Double, free: Double)
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
    strandedReasons { model in
      let required = models[model.index].gpusRequired
      return required > gpuCount
        ? .needsMoreGPUs(required: required, available: gpuCount) : nil
    }
  }

  /// For each node the reason for which it never runs, given that for models; nil if it runs.
  ///
  /// - Complexity: as above, with that of the reason for a model for each node.
  func strandedReasons(ofModel reason: (ModelID) -> StrandedReason?) -> [StrandedReason?] {
    var reasons: [StrandedReason?] = nodes.indices.map { node in
      if !missingDependencies[node].isEmpty {
        return .missingDependencies(missingDependencies[node])
      }
      return reason(nodes[node].model)
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
  func strandedNodes(in trace: Trace, options: Options) -> [StrandedNode] {
    guard trace.executions.count < requests.nodeCount else { return [] }
    var isDispatched = [Bool](repeating: false, count: requests.nodeCount)
    for execution in trace.executions {
      isDispatched[requests.flatIndex(of: trace.node(of: execution))] = true
    }
    let machine = hasPlainMachine ? nil : machine(after: trace, options)
    let reasons = workflows.map { strandedReasons(of: $0, options, machine) }
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
    scenario.strandedNodes(in: trace, options: options)
  }
}

extension Scenario {
  /// The machine as a trace leaves it, all of whose executions have ended.
  private func machine(after trace: Trace, _ options: Options) -> Machine {
    Machine(
      restoring: [], memory: MemoryState(after: trace, of: self, atEnd: options), for: self,
      shape: options.shape, rules: options.rules, at: 0)
  }

  /// For each node of a workflow the reason for which it never runs; nil if it runs.
  ///
  /// `machine` has the GPUs with what is pinned there; nil on a plain machine.
  func strandedReasons(
    of workflow: Workflow, _ options: Options, _ machine: Machine?
  ) -> [StrandedReason?] {
    guard let machine else {
      return workflow.strandedReasons(
        models: models, gpuCount: options.shape.longestRow.count)
    }
    return workflow.strandedReasons { StrandedReason(machine.waitingReason(for: $0)) }
  }

  /// The reason for which no node of a model can ever run on a number of GPUs; nil if it can.
  ///
  /// - Complexity: O(GPUs · (models + GPUs of the model)).
  public func strandedReason(of model: ModelID, gpuCount: Int) -> StrandedReason? {
    let machine = Machine(
      for: self, shape: MachineShape(gpuCount: gpuCount), rules: .standard)
    return StrandedReason(machine.waitingReason(for: model))
  }

  /// The machine before the first dispatch; nil if it is a plain one.
  func memoryMachine(_ options: Options) -> Machine? {
    hasPlainMachine
      ? nil : Machine(for: self, shape: options.shape, rules: options.rules)
  }
}

extension StrandedReason {
  /// The reason for which a node that waits forever is stranded; nil if it does not.
  public init?(_ reason: WaitingReason) {
    switch reason {
    case .neverFits(let required, let available):
      self = .needsMoreGPUs(required: required, available: available)
    case .neverOfKind(let required, let available):
      self = .needsOtherKinds(required: required, available: available)
    case .neverRoom(let needed, let gpus, let largest):
      self = .needsMoreMemory(needed: needed, gpus: gpus, largest: largest)
    case .neverBeside(_, let needed, let free):
      self = .noRoomBesidePinned(needed: needed, free: free)
    default: return nil
    }
  }
}
