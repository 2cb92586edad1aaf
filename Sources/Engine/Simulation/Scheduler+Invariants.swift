extension Scheduler {
  /// Compares GPUs and queue with the trace, and ends the program if they differ.
  ///
  /// - Complexity: O(trace + GPUs · models).
  package func checkInvariants() {
    situation.machine.checkInvariants()
    situation.queue.checkInvariants()
    var isWaiting = [Bool](repeating: true, count: trace.readied.count)
    for execution in trace.executions {
      precondition(isWaiting[execution.readied], "a node is dispatched once")
      isWaiting[execution.readied] = false
    }
    let waiting = isWaiting.indices.filter { isWaiting[$0] }
    let queueLength =
      switch decider {
      case .baseline, .baselineByModel: ready.count
      case .policy(let policy):
        situation.queue.count
          + waiting.count { !policy.canRun(scenario.model(of: trace.readied[$0].node)) }
      case .failed, .record: waiting.count
      }
    precondition(queueLength == waiting.count, "the queue is what was not dispatched")
    if case .baselineByModel = decider, timing == .estimated {
      for entry in waiting {
        let model = scenario.model(of: trace.readied[entry].node)
        precondition(!situation.machine.hasRoom(for: model), "no node waits that has room")
      }
    }
    var completed = Flags(count: trace.executions.count)
    var count = 0
    for event in trace.events {
      guard case .completion(let execution) = event.subject else { continue }
      precondition(completed.set(execution), "an execution is completed once")
      count += 1
    }
    precondition(count == completedCount, "the number of completed executions")
    for (earlier, later) in zip(trace.events, trace.events.dropFirst()) {
      precondition(earlier.time <= later.time, "time does not go back")
      precondition(earlier.executionsAfter <= later.executionsAfter, "dispatches stay")
      precondition(earlier.readiedAfter <= later.readiedAfter, "nodes stay")
    }
  }
}

extension WaitingQueue {
  /// Compares heads and counts with the lists of nodes, and ends the program if they differ.
  ///
  /// - Complexity: O(nodes + models).
  func checkInvariants() {
    let nodes = models.map { Array(self.nodes(of: $0)) }
    precondition(count == nodes.reduce(0) { $0 + $1.count }, "the number of nodes")
    for model in models {
      let lane = nodes[model.index]
      precondition(zip(lane, lane.dropFirst()).allSatisfy { $0.precedes($1) }, "the order of nodes")
      let front = fronts[model.index]
      precondition(front.key == lane.first.map(ReadyKey.init) ?? .afterAll, "the heads")
      precondition(first(of: model)?.entry == lane.first?.entry, "the first nodes")
      let least = lane.prefix(lookahead).reduce(.infinity) { min($0, $1.seconds) }
      precondition(front.leastSeconds <= least, "the least times")
    }
    let first = fronts.indices.min { (fronts[$0].key, $0) < (fronts[$1].key, $1) }
    precondition(self.first?.entry == first.flatMap { nodes[$0].first?.entry }, "the first node")
    let keys = contenders.map(\.key)
    precondition(zip(keys, keys.dropFirst()).allSatisfy(<), "the order of models")
    precondition(
      contenders.allSatisfy { $0.key == fronts[$0.model.index].key }, "the keys of models")
    let heads = models.filter { !nodes[$0.index].isEmpty }.map(\.index)
    precondition(contenders.map(\.model.index).sorted() == heads, "the waiting models")
    precondition(Array(waitingModels) == heads, "the models with waiting nodes")
  }
}
