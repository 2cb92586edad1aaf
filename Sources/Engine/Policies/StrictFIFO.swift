/// First in, first out, to the letter: no node passes the head of the queue.
///
/// A plain queue in front of a pool of workers does the same. No node starves.
///
/// Its weakness: head-of-line blocking. While a large model waits for its window, free GPUs idle.
public struct StrictFIFO: SchedulingPolicy {
  /// The name on the command line.
  public static let name = "strict-fifo"
  /// The rule in one line.
  public static let summary = "the baseline, but nothing passes the head of the queue"

  /// Makes the policy.
  public init() {}

  /// The first node of each model stands for all of it.
  public var lookahead: Int { 1 }

  /// Returns the next placement of a pass: that of the head of the queue, or none.
  public func next(in situation: Situation) throws(PlacementFault) -> Placement? {
    guard let head = situation.head, let gpus = situation.usualGPUs(for: head.model) else {
      return nil
    }
    return try situation.place(head, on: gpus, turn: .head)
  }

  /// Returns the head of the queue that a node stays behind though its model would find free GPUs.
  public func obstacle(for node: ReadyNode, in situation: Situation) -> WaitingReason? {
    guard let head = situation.head, head.entry != node.entry,
      situation.usualGPUs(for: node.model) != nil
    else { return nil }
    return .behind(head.entry)
  }

  /// Returns the time at which a node could start: not before the head of the queue.
  public func earliestDispatch(of node: ReadyNode, in situation: Situation) -> Double {
    let own = situation.earliestWindow(for: node.model)?.time ?? .infinity
    let head = situation.head.flatMap { situation.earliestWindow(for: $0.model)?.time }
    return max(own, head ?? own)
  }
}
