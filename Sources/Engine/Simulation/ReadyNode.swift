/// A node in the ready queue, with all that policies go by, in 64 bytes.
public struct ReadyNode: Sendable {
  let waiting: WaitingNode
  /// The node.
  public let node: RequestNode
  /// Its model.
  public let model: ModelID
  /// Its estimated execution time, in seconds.
  public let seconds: Double
  /// The time at which it became ready, in seconds.
  public let readyTime: Double
  /// The remaining path; −1 if the policy does not look at it.
  let pathSeconds: Double
  /// The rank in the queue that the policy gave it.
  public internal(set) var rank = 0.0

  init(
    waiting: WaitingNode, node: RequestNode, model: ModelID, seconds: Double, readyTime: Double,
    pathSeconds: Double
  ) {
    self.waiting = waiting
    self.node = node
    self.model = model
    self.seconds = seconds
    self.readyTime = readyTime
    self.pathSeconds = pathSeconds
  }

  private init() {
    self.init(
      waiting: WaitingNode(), node: RequestNode(request: RequestID(0), node: 0),
      model: ModelID(0), seconds: 0, readyTime: 0, pathSeconds: -1)
    rank = .infinity
  }

  /// A placeholder where there is no node; its key is `ReadyKey.afterAll`.
  static let none = ReadyNode()

  /// Its place in `Trace.readied`: the order in which nodes became ready.
  public var entry: Int { Int(waiting.entry) }

  /// The longest path from its start to the end of its request, in seconds: its own time and that
  /// of nodes that can only follow one after the other, without switches.
  ///
  /// Only for policies that say so by `needsRemainingPaths`.
  public var remainingPath: Double {
    precondition(pathSeconds >= 0, "the policy looks at remaining paths, but does not need them")
    return pathSeconds
  }

  /// Whether it stands before another node in the queue.
  public func precedes(_ other: ReadyNode) -> Bool {
    rank < other.rank || (rank == other.rank && waiting.entry < other.waiting.entry)
  }
}
