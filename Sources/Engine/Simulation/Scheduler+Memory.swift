// Decisions where memory, kinds of GPUs or steps without GPUs play a part.
extension Scheduler {
  /// Dispatches the nodes of a request that became ready and need no GPUs, in the order of nodes.
  @inline(__always)
  mutating func dispatchWithoutGPUs(
    _ request: ReadyingRequest, _ readied: Range<Int>, at now: Double
  ) {
    guard situation.machine.memory != nil else { return }
    for entry in readied {
      let waiting = request.node(entry, trace.readied[entry].node)
      let model = workflows[Int(waiting.kind)].model
      guard situation.machine.gpusRequired[model.index] == 0 else { continue }
      dispatchInMemory(waiting, model, on: 0..<0, at: now)
    }
  }

  /// Places nodes by the rule of the baseline, of each model in the order of becoming ready.
  mutating func placeByModel(at now: Double) {
    situation.machine.expire(at: now)
    // A model that found no place finds none later in the pass: GPUs only become fewer, and the
    // residents that never make way only become more.
    var least = Int32.min
    while ready.count > 0, situation.machine.freeCount > 0 {
      comparisons.add(ready.laneCount)
      guard let model = ready.laneOfLongestWaiting(behind: least) else { return }
      let entry = ready.firstEntry(ofSizeAt: model)
      if situation.machine.evictsByNeed { noteNextNeeds() }
      guard let gpus = situation.machine.usualGPUs(for: ModelID(model)) else {
        least = entry
        continue
      }
      situation.machine.take(gpus)
      dispatchInMemory(ready.popFirst(ofSizeAt: model), ModelID(model), on: gpus, at: now)
    }
  }

  /// Tells the machine how soon each model is needed by what waits.
  private mutating func noteNextNeeds() {
    situation.machine.note { [ready] in ready.firstEntry(ofSizeAt: $0.index) }
  }

  mutating func dispatchInMemory(
    _ node: WaitingNode, _ model: ModelID, on gpus: Range<Int>, at now: Double
  ) {
    let index = trace.executions.count
    let preparation = situation.machine.preparation(for: model, on: gpus)
    let seconds = times.seconds(kind: Int(node.kind), rank: node.rank)
    let execution = Execution(
      readied: node.entry, gpus: gpus, now: now, switching: preparation.switching,
      executionTime: situation.machine.executionSeconds(seconds, on: gpus))
    situation.machine.occupy(
      gpus, with: model, evicting: preparation.evicted, execution: index, until: execution.end)
    if !gpus.isEmpty { running[gpus.lowerBound] = node }
    trace.append(execution, preparation)
    // A node that takes no time leaves its GPUs free for the rest of the same pass.
    if timing == .estimated, execution.end <= now {
      situation.machine.release(gpus, since: execution.end)
    }
  }
}

extension Situation {
  /// The situation whose machine knows how soon each model is needed.
  package consuming func notingNextNeeds() -> Situation {
    noteNextNeeds()
    return self
  }

  /// Tells the machine how soon each model is needed, for an eviction that looks at it.
  mutating func noteNextNeeds() {
    guard machine.evictsByNeed else { return }
    var places = [Int32](repeating: .max, count: queue.lanes.count)
    for (place, contender) in queue.contenders.enumerated() {
      places[contender.model.index] = Int32(truncatingIfNeeded: place)
    }
    machine.note { places[$0.index] }
  }
}

extension WaitingQueue {
  /// The first waiting node, in the order of the queue, of a model that there is room for.
  func firstThatFits(on machine: Machine) -> ReadyNode? {
    for contender in contenders where machine.hasRoom(for: contender.model) {
      return first(of: contender.model)
    }
    return nil
  }
}
