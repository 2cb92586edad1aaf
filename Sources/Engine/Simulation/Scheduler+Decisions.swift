extension Scheduler {
  /// Puts the nodes of a request that became ready, places in `Trace.readied`, into the queue of the
  /// policy and places what can be placed.
  @inline(__always)
  mutating func decide(
    _ request: ReadyingRequest, _ readied: Range<Int>, freed: Range<Int>, at now: Double
  ) {
    switch decider {
    case .baseline: placeByBaseline(at: now, freed: freed)
    case .baselineByModel:
      dispatchWithoutGPUs(request, readied, at: now)
      if !freed.isEmpty { situation.machine.release(freed, since: now) }
      placeByModel(at: now)
    case .policy(let policy):
      dispatchWithoutGPUs(request, readied, at: now)
      for entry in readied {
        enqueue(request.node(entry, trace.readied[entry].node), for: policy, since: now)
      }
      if !freed.isEmpty { situation.machine.release(freed, since: now) }
      place(asChosenBy: policy, at: now)
    case .failed, .record:
      if !freed.isEmpty { situation.machine.release(freed, since: now) }
    }
  }

  /// Places nodes by the rule of the baseline.
  private mutating func placeByBaseline(at now: Double, freed: Range<Int>) {
    var freed = freed
    if situation.machine.isAllBusy { passOn(&freed, at: now) }
    if !freed.isEmpty { situation.machine.release(freed, since: now) }
    while ready.count > 0, situation.machine.freeCount > 0 {
      comparisons.add(situation.machine.groupSizeCount)
      guard
        let size = ready.sizeOfLongestWaiting(amongFirst: situation.machine.fittingSizeCount)
      else { return }
      let model = workflows[ready.firstKind(ofSizeAt: size)].model
      guard let gpus = situation.machine.plainGPUs(for: model) else { return }
      situation.machine.take(gpus)
      dispatch(ready.popFirst(ofSizeAt: size), model, on: gpus, at: now)
    }
  }

  /// Gives GPUs in a row, all of them free since now and no others free, to the nodes that would get
  /// them if they first joined the free ones.
  ///
  /// All of them hold the model whose execution ended, if it took several, so that the lowest come
  /// first for every node.
  @inline(__always)
  private mutating func passOn(_ freed: inout Range<Int>, at now: Double) {
    while ready.count > 0, !freed.isEmpty, situation.machine.isAllBusy {
      comparisons.add(situation.machine.groupSizeCount)
      let sizeCount = situation.machine.sizeCount(upTo: freed.count)
      guard let size = ready.sizeOfLongestWaiting(amongFirst: sizeCount) else { return }
      let gpus = freed.lowerBound..<freed.lowerBound + situation.machine.groupSizes[size]
      freed = gpus.upperBound..<freed.upperBound
      let model = workflows[ready.firstKind(ofSizeAt: size)].model
      dispatch(ready.popFirst(ofSizeAt: size), model, on: gpus, at: now)
    }
  }

  /// Places nodes as a policy chooses, until it is content or makes a placement that is not possible.
  private mutating func place(asChosenBy policy: PolicyInUse, at now: Double) {
    do throws(PlacementFault) {
      situation.machine.expire(at: now)
      situation.noteNextNeeds()
      while situation.machine.freeCount > 0, situation.queue.count > 0,
        let placement = try Self.placement(of: policy, in: situation)
      {
        guard let node = situation.queue.remove(placement, at: now) else {
          throw .notWaiting(node: placement.entry)
        }
        try situation.checkGPUs(of: placement)
        situation.machine.take(placement.gpus)
        if situation.machine.memory == nil {
          dispatch(node, placement.model, on: placement.gpus, at: now)
        } else {
          dispatchInMemory(node, placement.model, on: placement.gpus, at: now)
          situation.noteNextNeeds()
        }
      }
      if completedCount == trace.executions.count, arrivalCount == scenario.requests.count,
        let node = situation.queue.firstThatFits(on: situation.machine)
      {
        throw .stalled(node: node.entry)
      }
    } catch {
      decider = .failed(PolicyFailure(error, of: options.policy, at: now, in: scenario, trace))
    }
  }

  // Apart from the rest, so that the situation is passed where it lies, and not copied first.
  @inline(never)
  private static func placement(
    of policy: PolicyInUse, in situation: borrowing Situation
  ) throws(PlacementFault) -> Placement? {
    try policy.rule.next(in: situation)
  }

  /// Adds a node to the queue of a policy.
  mutating func enqueue(_ waiting: WaitingNode, for policy: PolicyInUse, since now: Double) {
    let kind = workflows[Int(waiting.kind)]
    guard policy.canRun(kind.model) else { return }
    let node = RequestNode(
      request: RequestID(rawValue: waiting.request), nodeRawValue: kind.node)
    situation.queue.insert(
      policy.ready(
        waiting, node: node, model: kind.model,
        seconds: times.seconds(kind: Int(waiting.kind), rank: waiting.rank), since: now,
        place: scenario.requests.flatIndex(of: node)))
  }

  private mutating func dispatch(
    _ node: WaitingNode, _ model: ModelID, on gpus: Range<Int>, at now: Double
  ) {
    let index = trace.executions.count
    let execution = Execution(
      readied: node.entry, gpus: gpus, now: now,
      switching: situation.machine.plainSwitching(to: model, on: gpus),
      executionTime: times.seconds(kind: Int(node.kind), rank: node.rank))
    situation.machine.occupy(gpus, with: model, execution: index, until: execution.end)
    running[gpus.lowerBound] = node
    trace.append(execution)
    // A node that takes no time leaves its GPUs free for the rest of the same pass.
    if timing == .estimated, execution.end <= now {
      situation.machine.release(gpus, since: execution.end)
    }
  }
}
