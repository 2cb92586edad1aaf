/// A node in the ready queue, with all that policies go by.
public struct WaitingNode: Sendable {
  /// Its place in `Trace.readied`: the order in which nodes became ready.
  public let entry: Int
  /// The node.
  public let node: RequestNode
  /// Its model.
  public let model: ModelID
  /// When it became ready, in seconds.
  public let readyTime: Double
  /// Its estimated execution time, in seconds.
  public let seconds: Double
  /// The longest way from its start to the end of its request, in seconds: its own time and that
  /// of nodes that can only follow one after the other, without switches.
  public let remainingPath: Double
  /// What the policy says of its place in the queue.
  public internal(set) var rank = 0.0

  /// Whether it stands before another node in the queue.
  public func precedes(_ other: WaitingNode) -> Bool {
    rank < other.rank || (rank == other.rank && entry < other.entry)
  }
}
