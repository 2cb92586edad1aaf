/// The GSwarm baseline scheduler: a first-in-first-out queue, free GPUs, model affinity.
///
/// Nodes are placed in the order in which they became ready; one that finds no place lets those
/// behind it pass. A single-GPU model goes where it is resident, else to the GPU that has been free
/// longest. A larger one takes the lowest window of free GPUs, whatever is resident there.
///
/// Its weakness: affinity only breaks ties among free GPUs, so models that take turns in the queue
/// evict each other, and a large model starves while small ones keep its window broken.
public struct Baseline: SchedulingPolicy {
  /// What it is called on the command line.
  public static let name = "baseline"
  /// The rule in one line.
  public static let summary =
    "first in, first out; whoever does not fit lets others pass; prefers a GPU with the model"

  /// Makes the policy.
  public init() {}

  /// The next placement of a pass, or nil if nothing that waits can be placed now.
  public func next(in situation: Situation) -> Placement? {
    situation.firstPlacement { situation.usualGPUs(for: $0.model) }
  }

  /// The same, from the queue that is made for this policy alone.
  ///
  /// - Complexity: O(models) for each model that is tried.
  static func next(in pass: inout PlacementPass, cluster: Cluster) -> Placement? {
    while let model = pass.longestWaitingModel {
      if let gpus = place(model, on: cluster) { return pass.placement(of: model, on: gpus) }
      pass.setAside(model)
    }
    return nil
  }

  /// Where a node of `model` goes on the cluster as it is, or nil if it has to wait.
  static func place(_ model: ModelID, on cluster: Cluster) -> Range<Int>? {
    let count = cluster.gpusRequired(by: model)
    guard count == 1 else { return cluster.firstFreeWindow(of: count) }
    guard let gpu = cluster.firstFreeGPU(holding: model) ?? cluster.longestFreeGPU else {
      return nil
    }
    return gpu..<gpu + 1
  }
}
