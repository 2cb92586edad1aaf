/// The decision of a policy: a waiting node and the GPUs that it gets.
///
/// `Situation.place(_:on:turn:)` makes one, if the node waits and the GPUs are free.
public struct Placement: Hashable, Sendable {
  /// The node, as a place in `Trace.readied`.
  public let entry: Int
  /// The model of the node.
  public let model: ModelID
  /// The GPUs: consecutive, free, as many as the model requires.
  public let gpus: Range<Int>
  /// The reason why it is the node's turn.
  public internal(set) var turn: TurnRule
  /// The rank of the node, by which the queue finds it.
  let rank: Double

  /// The place of the node in the order of the queue.
  var key: ReadyKey { ReadyKey(rank: rank, entry: Int32(truncatingIfNeeded: entry)) }

  init(_ node: ReadyNode, on gpus: Range<Int>, turn: TurnRule) {
    entry = node.entry
    model = node.model
    rank = node.rank
    self.gpus = gpus
    self.turn = turn
  }

  /// Makes a placement that was decided before.
  package init(
    entry: Int, model: ModelID, gpus: Range<Int>, turn: TurnRule = .longestWaiting
  ) {
    self.entry = entry
    self.model = model
    self.gpus = gpus
    self.turn = turn
    rank = 0
  }
}

/// The reason why it is a node's turn.
public enum TurnRule: Hashable, Sendable {
  /// It has waited longest of the nodes that find free GPUs.
  case longestWaiting
  /// It is at the head of the queue, which no node may pass.
  case head
  /// It has the least estimated time, less its waiting, of the nodes that find free GPUs.
  case shortest
  /// Its request has the longest remaining path, in seconds, of the nodes that find free GPUs.
  case longestPath(Double)
  /// It has waited longest of the nodes whose models are resident on free GPUs.
  case residentModel
  /// It has waited for longer than the limit, in seconds, and goes before all others.
  case overdue(limit: Double)
  /// It does not delay the node, a place in `Trace.readied`, whose GPUs are reserved from a time on.
  case backfill(behind: Int, before: Double)
  /// It is part of the cheapest pair of a node and free GPUs.
  case cheapest(score: Double)
}
