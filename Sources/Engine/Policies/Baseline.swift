/// The GSwarm baseline scheduler: a first-in-first-out queue, free GPUs, model affinity.
///
/// Nodes are placed in the order in which they became ready; one that finds no place lets those
/// behind it pass. A single-GPU model goes where it is resident, else to the GPU that has been free
/// longest. A larger one takes the lowest window of free GPUs, whatever is resident there.
///
/// Its weakness: affinity only breaks ties among free GPUs, so models that take turns in the queue
/// evict each other, and a large model starves while small ones keep its window broken.
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

  /// The next placement of a pass.
  public func next(in situation: Situation) -> Placement? {
    situation.firstPlacement { situation.machine.usualGPUs(for: $0.model) }
  }

  /// The same from the queue that this policy has to itself, as it is made for speed: the place in
  /// `Machine.groupSizes` of the number of GPUs whose longest waiting node is the next to go.
  ///
  /// Whether a node finds a place depends on the number of its GPUs alone, so that of each number
  /// the node that waits longest is all that needs a look.
  ///
  /// - Complexity: O(group sizes).
  static func nextSize(in queue: ReadyQueue, on machine: Machine) -> Int? {
    var (next, longestWaiting) = (-1, Int32.max)
    for index in 0..<machine.groupSizeCount {
      let entry = queue.firstEntry(ofSizeAt: index)
      guard entry < longestWaiting, machine.hasFreeWindow(ofSizeAt: index) else { continue }
      (next, longestWaiting) = (index, entry)
    }
    return next < 0 ? nil : next
  }

  /// The same where `count` GPUs in a row are free and no others.
  ///
  /// - Complexity: O(group sizes).
  static func nextSize(
    in queue: ReadyQueue, of sizes: [Int], upTo count: Int
  ) -> Int? {
    var (next, longestWaiting) = (-1, Int32.max)
    for index in 0..<sizes.count {
      guard sizes[index] <= count else { break }
      let entry = queue.firstEntry(ofSizeAt: index)
      if entry < longestWaiting { (next, longestWaiting) = (index, entry) }
    }
    return next < 0 ? nil : next
  }
}
