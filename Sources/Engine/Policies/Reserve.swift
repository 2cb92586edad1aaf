/// The head of the queue reserves the GPUs that are free first; others may only fill the gap.
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
  /// The parameters.
  public static let parameters: [PolicyParameter<Reserve>] = [
    PolicyParameter("depth", \.depth, "nodes of each model considered for the gap")
  ]

  /// How many nodes of each model are looked at.
  public var depth = 100.0

  /// Makes the policy.
  public init() {}

  /// The nodes of a model that may fill the gap, and at least the first.
  public var lookahead: Int { max(1, Int(min(depth, 1e9))) }

  /// The next placement of a pass.
  public func next(in situation: Situation) -> Placement? {
    guard let head = situation.queue.first else { return nil }
    if let gpus = situation.usualGPUs(for: head.model) {
      return Placement(head, on: gpus, turn: .head)
    }
    guard situation.machine.freeCount > 0,
      let reserved = situation.earliestWindow(for: head.model)
    else { return nil }
    var best: (node: ReadyNode, gpus: Range<Int>)?
    for model in situation.queue.models where model != head.model {
      guard let found = filler(of: model, beside: reserved, in: situation) else { continue }
      if best.map({ found.node.precedes($0.node) }) ?? true { best = found }
    }
    return best.map {
      Placement($0.node, on: $0.gpus, turn: .backfill(behind: head.entry, before: reserved.time))
    }
  }

  /// The first node of a model that does not hold up the reservation, and its GPUs.
  private func filler(
    of model: ModelID, beside reserved: GPUWindow, in situation: Situation
  ) -> (node: ReadyNode, gpus: Range<Int>)? {
    guard situation.usualGPUs(for: model) != nil else { return nil }
    for node in situation.queue.nodes(of: model).prefix(Int(min(depth, 1e9))) {
      let admissible = situation.freeWindows(for: model).filter {
        !$0.overlaps(reserved.gpus) || situation.end(of: node, on: $0) <= reserved.time
      }
      let best = admissible.min {
        (situation.preference(of: $0, for: model)) < (situation.preference(of: $1, for: model))
      }
      if let best { return (node, best) }
    }
    return nil
  }

  /// Why a node stays though its model would find free GPUs: it would hold up the head of the queue.
  public func obstacle(for node: ReadyNode, in situation: Situation) -> WaitingReason? {
    guard let head = situation.queue.first, head.model != node.model,
      situation.usualGPUs(for: node.model) != nil,
      let reserved = situation.earliestWindow(for: head.model)
    else { return nil }
    return .reserved(gpus: reserved.gpus, for: head.entry, from: reserved.time)
  }

  /// Why the GPUs of a placement were chosen.
  public func rule(for placement: Placement, in situation: Situation) -> PlacementRule {
    guard case .backfill = placement.turn else {
      return situation.machine.usualRule(for: placement.model, on: placement.gpus)
    }
    return .besideReservation
  }
}
