/// The GSwarm baseline scheduler: a first-in-first-out queue, free GPUs, model affinity.
///
/// Nodes are placed in the order in which they became ready; one that finds no place lets those
/// behind it pass. A single-GPU model goes where it is resident, else to the GPU that has been free
/// longest. A larger one takes the lowest window of free GPUs, whatever is resident there.
///
/// Its weakness: affinity only breaks ties among free GPUs, so models that take turns in the queue
/// evict each other, and a large model starves while small ones keep its window broken.
struct Baseline {
  /// The next placement of a pass, or nil if nothing that waits can be placed now.
  ///
  /// Whether a node finds a place depends on the number of its GPUs alone, so that of each number
  /// the node that waits longest is all that needs a look.
  ///
  /// - Complexity: O(group sizes).
  static func next(in queue: ReadyQueue, on cluster: Cluster) -> Placement? {
    var longestWaiting: (entry: Int, model: ModelID)?
    for index in 0..<cluster.groupSizeCount {
      guard let waiting = queue.first(ofSizeAt: index),
        waiting.entry < longestWaiting?.entry ?? .max, cluster.hasFreeWindow(ofSizeAt: index)
      else { continue }
      longestWaiting = waiting
    }
    return longestWaiting.flatMap { place($0.model, on: cluster) }
  }

  /// Where a node of `model` goes on the cluster as it is, or nil if it has to wait.
  static func place(_ model: ModelID, on cluster: Cluster) -> Placement? {
    if cluster.gpusRequired(by: model) > 1 {
      return cluster.firstFreeWindow(for: model).map { Placement(model: model, gpus: $0) }
    }
    return (cluster.firstFreeGPU(holding: model) ?? cluster.longestFreeGPU).map {
      Placement(model: model, gpus: $0..<$0 + 1)
    }
  }
}
