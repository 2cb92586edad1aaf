/// The head of the queue reserves the GPUs that are free first; other nodes may only fill the gap.
///
/// EASY backfilling (Lifka, 1995), as batch systems of supercomputers do it: if the node that has
/// waited longest does not fit, it gets the window that is free first from then on. Nodes behind it run
/// meanwhile beside that window, or within it if they end before. Like Slurm's `bf_max_job_test`, it
/// looks at no more than `depth` nodes of each model for one that does.
///
/// Its weakness: it is as good as the estimates, and the gap that is kept free may stay empty.
public struct Reserve: SchedulingPolicy {
  /// The name on the command line.
  public static let name = "reserve"
  /// The rule in one line.
  public static let summary = "the head reserves the first free GPUs; others fill the gap"
  /// The depth of the search.
  public static let parameters: [PolicyParameter<Reserve>] = [
    PolicyParameter("depth", \.depth, "nodes of each model considered for the gap")
  ]

  /// The number of nodes of each model that are looked at.
  public var depth = 100.0

  /// Makes the policy.
  public init() {}

  /// The nodes of a model that may fill the gap, and at least the first.
  public var lookahead: Int { max(1, Int(min(depth, 1e9))) }

  /// Returns the next placement of a pass.
  public func next(in situation: Situation) throws(PlacementFault) -> Placement? {
    guard let head = situation.head else { return nil }
    if let gpus = situation.usualGPUs(for: head.model) {
      return Placement(head, on: gpus, turn: .head)
    }
    guard situation.machine.freeCount > 0,
      let reserved = situation.earliestWindow(for: head.model)
    else { return nil }
    let isRoomBeside = situation.machine.hasFreeGPU(outside: reserved.gpus)
    var best: ReadyNode?
    var bestKey = ReadyKey.afterAll
    // The model of the head is the first one.
    for place in situation.queue.contenders.indices.dropFirst() {
      let (key, model) = (
        situation.queue.contenders[place].key, situation.queue.contenders[place].model
      )
      // The first node of a model comes before all others of it.
      guard key < bestKey else { break }
      if isRoomBeside, depth >= 1, situation.machine.isPlain,
        situation.machine.gpusRequired(by: model) == 1
      {
        best = situation.queue.lanes[model.index].front
        break
      }
      guard isRoomBeside || mayEnd(model, before: reserved.time, in: situation),
        situation.machine.hasRoom(for: model),
        let node = filler(of: model, beside: reserved, for: head.model, in: situation),
        ReadyKey(node) < bestKey
      else { continue }
      (best, bestKey) = (node, ReadyKey(node))
    }
    guard let best, let gpus = gap(for: best, beside: reserved, for: head.model, in: situation)
    else { return nil }
    return Placement(
      best, on: gpus, turn: .backfill(behind: head.entry, before: reserved.time))
  }

  /// Whether a node of a model, of as many as are looked at, could end by a time; quick, and certain
  /// only where the answer is no.
  ///
  /// As the sum of larger numbers is never less, no node of it ends earlier than what is compared.
  @inline(__always)
  private func mayEnd(_ model: ModelID, before end: Double, in situation: Situation) -> Bool {
    let (now, machine) = (situation.now, situation.machine)
    var least = situation.queue.fronts[model.index].leastSeconds
    if !machine.isPlain { least /= machine.topSpeed }
    return now + machine.leastSwitchSeconds(to: model) + least <= end
      || (now + least <= end && machine.firstFreeGPU(holding: model) != nil)
  }

  /// The first node of a model, of as many as are looked at, that does not delay the reservation.
  private func filler(
    of model: ModelID, beside reserved: GPUWindow, for head: ModelID, in situation: Situation
  ) -> ReadyNode? {
    let depth = Int(min(depth, 1e9))
    guard situation.machine.isPlain else {
      return fillerByRoom(of: model, beside: reserved, for: head, in: situation)
    }
    var least = Double.infinity
    var start = 0
    while let gpus = situation.machine.freeWindow(for: model, from: start) {
      start = gpus.lowerBound + 1
      guard gpus.overlaps(reserved.gpus) else {
        return depth > 0 ? situation.queue.first(of: model) : nil
      }
      least = min(least, situation.machine.switchSeconds(to: model, on: gpus))
    }
    guard least < .infinity else { return nil }
    let (prepared, end) = (situation.now + least, reserved.time)
    return situation.queue.first(of: model, amongFirst: depth) { prepared + $0 <= end }
  }

  /// The same where memory or kinds of GPUs play a part.
  private func fillerByRoom(
    of model: ModelID, beside reserved: GPUWindow, for head: ModelID, in situation: Situation
  ) -> ReadyNode? {
    let (depth, machine, now) = (Int(min(depth, 1e9)), situation.machine, situation.now)
    var windows: [(gpus: Range<Int>, cost: Double)] = []
    var start = 0
    while let gpus = machine.freeWindow(for: model, from: start) {
      start = gpus.lowerBound + 1
      guard gpus.overlaps(reserved.gpus) else {
        return depth > 0 ? situation.queue.first(of: model) : nil
      }
      guard machine.keepsRoom(for: head, on: reserved.gpus, afterLoading: model, on: gpus) else {
        continue
      }
      windows.append((gpus, machine.switchSeconds(to: model, on: gpus)))
    }
    guard !windows.isEmpty else { return nil }
    return situation.queue.first(of: model, amongFirst: depth) { seconds in
      windows.contains {
        now + $0.cost + machine.executionSeconds(seconds, on: $0.gpus) <= reserved.time
      }
    }
  }

  /// The best window for a node that does not delay the reservation.
  private func gap(
    for node: ReadyNode, beside reserved: GPUWindow, for head: ModelID, in situation: Situation
  ) -> Range<Int>? {
    let machine = situation.machine
    return situation.bestFreeWindow(for: node.model, within: 0..<machine.gpuCount) {
      !$0.overlaps(reserved.gpus)
        || (situation.end(of: node, on: $0) <= reserved.time
          && machine.keepsRoom(
            for: head, on: reserved.gpus, afterLoading: node.model, on: $0))
    }
  }

  /// Returns the reservation that a node would delay though its model would find free GPUs.
  public func obstacle(for node: ReadyNode, in situation: Situation) -> WaitingReason? {
    guard let head = situation.head, head.model != node.model,
      situation.usualGPUs(for: node.model) != nil,
      let reserved = situation.earliestWindow(for: head.model)
    else { return nil }
    return .reserved(gpus: reserved.gpus, for: head.entry, from: reserved.time)
  }

  /// Returns the reason why the GPUs of a placement were chosen.
  public func rule(for placement: Placement, in situation: Situation) -> PlacementRule {
    guard case .backfill = placement.turn else {
      return situation.machine.usualRule(for: placement.model, on: placement.gpus)
    }
    return .besideReservation
  }
}
