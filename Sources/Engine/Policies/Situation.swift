/// The view that a policy has, and cannot change: the time, the waiting nodes, and the GPUs.
public struct Situation: Sendable {
  /// The time, in seconds.
  public internal(set) var now: Double
  /// The GPUs: residents, free ones, and the times at which the others become free.
  public internal(set) var machine: Machine
  /// The waiting nodes, without those that can never run.
  public internal(set) var queue: WaitingQueue

  package init(now: Double, machine: Machine, queue: WaitingQueue) {
    (self.now, self.machine, self.queue) = (now, machine, queue)
  }
}

// MARK: - Placing

extension Situation {
  /// Makes the placement of a waiting node on free GPUs.
  ///
  /// - Parameters:
  ///   - node: a node of `queue`.
  ///   - gpus: consecutive free GPUs, as many as its model requires.
  ///   - turn: the reason why it is the node's turn, for explanations.
  /// - Returns: the placement, which the scheduler carries out.
  /// - Throws: the reason for which the node cannot be placed there.
  /// - Complexity: O(GPUs of the group), and O(log nodes) for a node that is not the first of its
  ///   model.
  public func place(
    _ node: ReadyNode, on gpus: Range<Int>, turn: TurnRule = .longestWaiting
  ) throws(PlacementFault) -> Placement {
    let placement = Placement(node, on: gpus, turn: turn)
    try check(placement)
    return placement
  }

  /// Makes the placement of the first node in the order of the queue that gets GPUs.
  ///
  /// `choose` returns the GPUs for a node, or nil to let the nodes behind it pass. It is asked about
  /// the first node of each model alone.
  ///
  /// - Throws: nothing of its own; the scheduler checks the chosen GPUs.
  /// - Complexity: O(models).
  @inline(__always)
  public func firstPlacement(
    turn: TurnRule = .longestWaiting, _ choose: (ReadyNode) -> Range<Int>?
  ) throws(PlacementFault) -> Placement? {
    for place in queue.contenders.indices {
      let node = queue.lanes[queue.contenders[place].model.index].front
      if let gpus = choose(node) { return Placement(node, on: gpus, turn: turn) }
    }
    return nil
  }

  /// Checks that a placement is possible now.
  func check(_ placement: Placement) throws(PlacementFault) {
    guard queue.contains(placement) else { throw .notWaiting(node: placement.entry) }
    try checkGPUs(of: placement)
  }

  /// Checks that a placement is on as many GPUs as its model requires, and that they are free.
  func checkGPUs(of placement: Placement) throws(PlacementFault) {
    let required = machine.gpusRequired(by: placement.model)
    guard placement.gpus.count == required else {
      throw .wrongCount(node: placement.entry, gpus: placement.gpus, required: required)
    }
    guard machine.isFree(placement.gpus) else { throw fault(of: placement) }
    guard machine.isPlain || machine.isUsable(placement.gpus, for: placement.model) else {
      throw .noRoom(placement.gpus, node: placement.entry)
    }
  }

  /// The reason for which not all GPUs of a placement are free.
  private func fault(of placement: Placement) -> PlacementFault {
    let gpu = placement.gpus.first { !(0..<machine.gpuCount).contains($0) || !machine.isFree($0) }
    guard let gpu, (0..<machine.gpuCount).contains(gpu) else {
      return .noSuchGPU(gpu ?? placement.gpus.lowerBound, node: placement.entry)
    }
    if machine.isAbsent(gpu) { return .absentGPU(gpu, node: placement.entry) }
    return .busyGPU(gpu, until: machine.freeAt(gpu), node: placement.entry)
  }
}

// MARK: - Common questions

extension Situation {
  /// The first node of the queue that can run, now or later; nil if there is none.
  ///
  /// A pinned model that has come since may leave no GPU for the model of a node, and a policy that
  /// waited for that node would wait forever.
  ///
  /// - Complexity: O(1), and O(models · GPUs) where memory counts.
  @inline(__always)
  public var head: ReadyNode? {
    machine.memory == nil ? queue.first : firstRunnableNode
  }

  private var firstRunnableNode: ReadyNode? {
    for contender in queue.contenders where machine.canEverRun(contender.model) {
      return queue.lanes[contender.model.index].front
    }
    return nil
  }

  /// The GPUs that the baseline would give a model; nil if too few are free.
  ///
  /// A single-GPU model gets a free GPU on which it is resident, else the one that has been free
  /// longest; a larger model the lowest window.
  @inline(__always)
  public func usualGPUs(for model: ModelID) -> Range<Int>? { machine.usualGPUs(for: model) }

  /// The lowest free GPUs on all of which a model is resident; nil if there are none.
  public func residentGPUs(for model: ModelID) -> Range<Int>? {
    guard machine.gpusRequired(by: model) > 1 else {
      return machine.firstFreeGPU(holding: model).map { $0..<$0 + 1 }
    }
    guard machine.firstFreeGPU(holding: model) != nil else { return nil }
    return freeWindows(for: model).first { $0.allSatisfy { machine.isResident(model, on: $0) } }
  }

  /// The windows of free GPUs that a model fits in, the lowest first.
  public func freeWindows(for model: ModelID) -> GPUWindows {
    machine.freeWindows(for: model)
  }

  /// The best of some free windows for a model: the cheapest, then the one that has been free
  /// longest, then the first.
  public func bestWindow(
    for model: ModelID, among windows: some Sequence<Range<Int>>,
    where isAdmissible: (Range<Int>) -> Bool = { _ in true }
  ) -> Range<Int>? {
    var best = BestWindow()
    for gpus in windows where isAdmissible(gpus) { best.compare(gpus, for: model, on: machine) }
    return best.gpus.isEmpty ? nil : best.gpus
  }

  /// The best of the free windows for a model within some GPUs, as `bestWindow(for:among:where:)`
  /// orders them.
  @inline(__always)
  func bestFreeWindow(
    for model: ModelID, within row: Range<Int>, where isAdmissible: (Range<Int>) -> Bool
  ) -> Range<Int>? {
    var best = BestWindow()
    var start = row.lowerBound
    while let gpus = machine.freeWindow(for: model, from: start),
      gpus.upperBound <= row.upperBound
    {
      if isAdmissible(gpus) { best.compare(gpus, for: model, on: machine) }
      start = gpus.lowerBound &+ 1
    }
    return best.gpus.isEmpty ? nil : best.gpus
  }

  /// The window that is free first for a model if nothing else is placed there, the lowest among
  /// equals; nil if there are too few GPUs.
  ///
  /// - Complexity: O(GPUs) as a rule, O(GPUs · GPUs of the model) at worst.
  public func earliestWindow(for model: ModelID) -> GPUWindow? {
    machine.earliestWindow(for: model, at: now)
  }

  /// The time, in seconds, from which on a window is free if nothing else is placed there; `now` if
  /// it is free already.
  public func freeTime(of gpus: Range<Int>) -> Double { machine.freeTime(of: gpus, at: now) }

  /// The time, in seconds, at which a node would end on a window of free GPUs.
  public func end(of node: ReadyNode, on gpus: Range<Int>) -> Double {
    now + machine.switching(to: node.model, on: gpus).seconds
      + machine.executionSeconds(node.seconds, on: gpus)
  }
}

/// The best of the free windows that were compared so far.
private struct BestWindow {
  /// Empty if there is none.
  private(set) var gpus = 0..<0
  private var cost = Double.infinity
  private var since = Double.infinity

  @inline(__always)
  mutating func compare(_ other: Range<Int>, for model: ModelID, on machine: Machine) {
    let otherCost = machine.switchSeconds(to: model, on: other)
    guard gpus.isEmpty || otherCost <= cost else { return }
    let otherSince = machine.freeSince(other)
    guard gpus.isEmpty || otherCost < cost || otherSince < since else { return }
    (gpus, cost, since) = (other, otherCost, otherSince)
  }
}
