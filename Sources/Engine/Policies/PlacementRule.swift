/// What made a policy choose the GPUs that it chose.
public enum PlacementRule: Hashable, Sendable {
  /// The lowest free GPU that already holds the model.
  case resident
  /// No other GPU was free.
  case onlyFreeGPU
  /// No free GPU holds the model; this one has been free longest, the lowest one among equals.
  case freeLongest
  /// This one has been free longest, whatever the GPUs hold.
  case freeLongestOfAll
  /// No other window of as many GPUs was free.
  case onlyFreeWindow
  /// The lowest window of as many free GPUs.
  case firstWindow
  /// The model's own GPUs.
  case home(Range<Int>)
  /// The cheapest that do not hold up the reservation of another node.
  case besideReservation
  /// The cheapest by the weights of the policy.
  case cheapest
}

extension Baseline {
  /// Why `place(_:on:)` chooses the GPUs that it chooses on the cluster as it is.
  static func rule(for model: ModelID, on gpus: Range<Int>, of cluster: Cluster) -> PlacementRule {
    let required = cluster.gpusRequired(by: model)
    guard required == 1 else {
      let others = (gpus.lowerBound + 1)..<max(gpus.lowerBound + 1, cluster.gpuCount - required + 1)
      let hasOther = others.contains { start in
        (start..<start + required).allSatisfy(cluster.isFree)
      }
      return hasOther ? .firstWindow : .onlyFreeWindow
    }
    if cluster.resident(of: gpus.lowerBound) == model { return .resident }
    return cluster.freeCount == 1 ? .onlyFreeGPU : .freeLongest
  }
}
