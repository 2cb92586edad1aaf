/// A node in the ready queue, with all that policies go by.
public struct ReadyNode: Sendable {
  let waiting: WaitingNode
  /// The node.
  public let node: RequestNode
  /// Its model.
  public let model: ModelID
  /// Its estimated execution time, in seconds.
  public let seconds: Double
  /// When it became ready, in seconds.
  public let readyTime: Double
  /// The longest way from its start to the end of its request, in seconds: its own time and that
  /// of nodes that can only follow one after the other, without switches.
  public let remainingPath: Double
  /// What the policy says of its place in the queue.
  public internal(set) var rank = 0.0

  /// Its place in `Trace.readied`: the order in which nodes became ready.
  public var entry: Int { Int(waiting.entry) }

  /// Whether it stands before another node in the queue.
  public func precedes(_ other: ReadyNode) -> Bool {
    rank < other.rank || (rank == other.rank && entry < other.entry)
  }
}
