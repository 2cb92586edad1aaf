/// The decision of a policy: a node that waits goes to these GPUs.
public struct Placement: Hashable, Sendable {
  /// The node, as a place in `Trace.readied`.
  public var entry: Int
  /// Its model.
  public var model: ModelID
  /// The GPUs that it gets: consecutive, free, as many as the model requires.
  public var gpus: Range<Int>
  /// Why it is its turn.
  public var turn: TurnRule

  /// Makes a placement.
  public init(
    entry: Int, model: ModelID, gpus: Range<Int>, turn: TurnRule = .longestWaiting
  ) {
    self.entry = entry
    self.model = model
    self.gpus = gpus
    self.turn = turn
  }

  /// Makes a placement.
  public init(_ node: ReadyNode, on gpus: Range<Int>, turn: TurnRule = .longestWaiting) {
    self.init(entry: node.entry, model: node.model, gpus: gpus, turn: turn)
  }
}

/// What made it a node's turn.
public enum TurnRule: Hashable, Sendable {
  /// Of those that find free GPUs it has waited longest.
  case longestWaiting
  /// It is at the head of the queue, which nobody may pass.
  case head
  /// Of those that find free GPUs it has the least estimated time, after what waiting takes off.
  case shortest
  /// Of those that find free GPUs its request has the longest way to go, in seconds.
  case longestPath(Double)
  /// Of those whose model is resident on free GPUs it has waited longest.
  case residentModel
  /// It has waited for longer than the limit, in seconds, and goes before all others.
  case overdue(limit: Double)
  /// It does not hold up the node, a place in `Trace.readied`, whose GPUs are reserved from a time on.
  case backfill(behind: Int, before: Double)
  /// Of all pairs of a node and free GPUs this one costs least.
  case cheapest(score: Double)
}
