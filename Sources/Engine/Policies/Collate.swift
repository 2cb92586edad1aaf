/// Nodes of models that are resident on free GPUs go first.
///
/// Users of servers that swap models ask for this most: serve the calls of one model together before
/// changing to another. To let no model starve, a model whose nodes have waited for `max_wait` seconds
/// without a turn goes before all others, and no node passes it.
///
/// Its weakness: a node whose model is not resident waits up to `max_wait`, even if the switch would
/// have been cheap.
public struct Collate: SchedulingPolicy {
  /// The name on the command line.
  public static let name = "collate"
  /// The rule in one line.
  public static let summary = "nodes of models that are resident on free GPUs first"
  /// The limit on waiting.
  public static let parameters: [PolicyParameter<Collate>] = [
    PolicyParameter("max_wait", \.maxWait, "longest wait of a model for its turn, seconds")
  ]

  /// The longest time that a model whose nodes wait goes without a turn, in seconds.
  public var maxWait = 60.0

  /// Makes the policy.
  public init() {}

  /// The first node of each model stands for all of it.
  public var lookahead: Int { 1 }

  /// Returns the next placement of a pass.
  public func next(in situation: Situation) throws(PlacementFault) -> Placement? {
    if let node = mostOverdue(in: situation) {
      guard let gpus = situation.usualGPUs(for: node.model) else { return nil }
      return try situation.place(node, on: gpus, turn: .overdue(limit: maxWait))
    }
    let warm = try situation.firstPlacement(turn: .residentModel) {
      situation.residentGPUs(for: $0.model)
    }
    if let warm { return warm }
    return try situation.firstPlacement { situation.usualGPUs(for: $0.model) }
  }

  /// The first node of the model that has been without a turn longest, if that is too long.
  private func mostOverdue(in situation: Situation) -> ReadyNode? {
    var (most, longest): (ReadyNode?, Double) = (nil, maxWait)
    for node in situation.queue.heads {
      let wait = situation.now - max(node.readyTime, situation.queue.lastTurn(of: node.model))
      // No turn comes for a model that a pinned one has left without a GPU.
      if wait > longest, situation.machine.memory == nil || situation.machine.canEverRun(node.model)
      {
        (most, longest) = (node, wait)
      }
    }
    return most
  }

  /// Returns the overdue node that a node stays behind though its model would find free GPUs.
  public func obstacle(for node: ReadyNode, in situation: Situation) -> WaitingReason? {
    guard let first = mostOverdue(in: situation), first.model != node.model,
      situation.usualGPUs(for: node.model) != nil
    else { return nil }
    return .behind(first.entry)
  }

  /// Returns the reason why the GPUs of a placement were chosen.
  public func rule(for placement: Placement, in situation: Situation) -> PlacementRule {
    if placement.turn == .residentModel { return .resident }
    return situation.machine.usualRule(for: placement.model, on: placement.gpus)
  }
}
