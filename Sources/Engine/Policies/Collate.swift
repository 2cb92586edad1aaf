/// Nodes of models that are resident on free GPUs go first.
///
/// What users of servers that swap models ask for most: serve the calls of one model together before
/// changing to another. So that nobody starves, a model whose nodes have waited for `max_wait` seconds
/// without one of them getting its turn goes before all others, and nobody passes it.
///
/// Its weakness: who needs a model that is not resident waits up to `max_wait`, even if the switch
/// would have been cheap.
public struct Collate: SchedulingPolicy {
  /// The name on the command line.
  public static let name = "collate"
  /// The rule in one line.
  public static let summary = "nodes of models that are resident on free GPUs first"
  /// The parameters.
  public static let parameters: [PolicyParameter<Collate>] = [
    PolicyParameter("max_wait", \.maxWait, "longest wait of a model for its turn, seconds")
  ]

  /// How long a model whose nodes wait can go without a turn, in seconds.
  public var maxWait = 60.0

  /// Makes the policy.
  public init() {}

  /// The first node of each model stands for all of it.
  public var lookahead: Int { 1 }

  /// The next placement of a pass.
  public func next(in situation: Situation) -> Placement? {
    if let node = mostOverdue(in: situation) {
      return situation.usualGPUs(for: node.model).map {
        Placement(node, on: $0, turn: .overdue(limit: maxWait))
      }
    }
    return situation.firstPlacement(turn: .residentModel) { situation.residentGPUs(for: $0.model) }
      ?? situation.firstPlacement { situation.usualGPUs(for: $0.model) }
  }

  /// The first node of the model that has been without a turn longest, if that is too long.
  private func mostOverdue(in situation: Situation) -> ReadyNode? {
    var (most, longest): (ReadyNode?, Double) = (nil, maxWait)
    for model in situation.queue.models {
      guard let node = situation.queue.first(of: model) else { continue }
      let wait = situation.now - max(node.readyTime, situation.queue.lastTurn(of: model))
      if wait > longest { (most, longest) = (node, wait) }
    }
    return most
  }

  /// Why a node stays though its model would find free GPUs: an overdue one waits.
  public func obstacle(for node: ReadyNode, in situation: Situation) -> WaitingReason? {
    guard let first = mostOverdue(in: situation), first.model != node.model,
      situation.usualGPUs(for: node.model) != nil
    else { return nil }
    return .behind(first.entry)
  }

  /// Why the GPUs of a placement were chosen.
  public func rule(for placement: Placement, in situation: Situation) -> PlacementRule {
    if placement.turn == .residentModel { return .resident }
    return situation.machine.usualRule(for: placement.model, on: placement.gpus)
  }
}
