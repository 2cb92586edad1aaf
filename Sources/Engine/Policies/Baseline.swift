/// The GSwarm baseline scheduler: a first-in-first-out queue, free GPUs, model affinity.
///
/// Nodes are placed in the order in which they became ready; a node that does not fit is skipped. A
/// single-GPU model goes where it is resident, else to the GPU that has been free longest. A larger
/// one takes the lowest window of free GPUs, whatever is resident there.
///
/// Its weakness: affinity only breaks ties among free GPUs, so that models that take turns in the
/// queue evict each other, and a large model starves while small ones keep its window broken.
///
/// The scheduler makes the same choice from `ReadyQueue`, which is faster than the queue of a
/// `Situation`.
public struct Baseline: SchedulingPolicy {
  /// The name on the command line.
  public static let name = "baseline"
  /// The rule in one line.
  public static let summary =
    "the longest waiting first, skipping nodes that do not fit"

  /// Makes the policy.
  public init() {}

  /// The first node of each model stands for all of it.
  public var lookahead: Int { 1 }

  /// Returns the next placement of a pass.
  public func next(in situation: Situation) throws(PlacementFault) -> Placement? {
    try situation.firstPlacement { situation.usualGPUs(for: $0.model) }
  }
}
