/// First in, first out, to the letter: nothing passes the head of the queue.
///
/// What a plain queue in front of a pool of workers does. Nobody starves.
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

  /// The next placement of a pass: the head of the queue, or nobody.
  public func next(in situation: Situation) -> Placement? {
    guard let head = situation.queue.first, let gpus = situation.usualGPUs(for: head.model) else {
      return nil
    }
    return Placement(head, on: gpus, turn: .head)
  }

  /// Why a node stays though its model would find free GPUs: the head of the queue waits.
  public func obstacle(for node: ReadyNode, in situation: Situation) -> WaitingReason? {
    guard let head = situation.queue.first, head.entry != node.entry,
      situation.usualGPUs(for: node.model) != nil
    else { return nil }
    return .behind(head.entry)
  }

  /// When a node could start at the earliest: not before the head of the queue.
  public func earliestDispatch(of node: ReadyNode, in situation: Situation) -> Double {
    let own = situation.earliestWindow(for: node.model)?.time ?? .infinity
    let head = situation.queue.first.flatMap { situation.earliestWindow(for: $0.model)?.time }
    return max(own, head ?? own)
  }
}
