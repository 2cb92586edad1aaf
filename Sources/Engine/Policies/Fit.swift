/// The GPUs that a model leaves with the least memory to spare; else those whose residents come back
/// fastest.
///
/// Best fit, as in bin packing (Johnson, 1974), for GPUs that hold several models: large gaps stay for
/// large models. Where nothing fits, what makes way is what is brought back in the shortest time, rather
/// than what was used longest ago.
///
/// Its weakness: a small model that is used all the time is cheap to bring back, and makes way again and
/// again. On a machine whose GPUs hold one model there is no memory to save.
public struct Fit: SchedulingPolicy {
  /// The name on the command line.
  public static let name = "fit"
  /// The rule in one line.
  public static let summary = "least memory to spare; evicts what is brought back fastest"

  /// Makes the policy.
  public init() {}

  /// The first node of each model stands for all of it.
  public var lookahead: Int { 1 }

  /// The order that evicts first the model with the shortest way back.
  public var eviction: EvictionOrder? { .cheapest }

  /// Returns the next placement of a pass.
  public func next(in situation: Situation) throws(PlacementFault) -> Placement? {
    try situation.firstPlacement { node in
      situation.residentGPUs(for: node.model) ?? bestGPUs(for: node.model, in: situation)
    }
  }

  /// The windows of free GPUs are compared by what makes way, then by the memory to spare, then by
  /// the time since which they are free.
  ///
  /// - Complexity: O(GPUs · residents²).
  private func bestGPUs(for model: ModelID, in situation: Situation) -> Range<Int>? {
    let machine = situation.machine
    var best: (gpus: Range<Int>, score: (Double, Double, Double))?
    for gpus in situation.freeWindows(for: model) {
      let score = (
        machine.secondsToReturn(afterLoading: model, on: gpus),
        machine.spareGB(afterLoading: model, on: gpus), machine.freeSince(gpus)
      )
      if let best, !(score < best.score) { continue }
      best = (gpus, score)
    }
    return best?.gpus
  }

  /// Returns the reason why the GPUs of a placement were chosen.
  public func rule(for placement: Placement, in situation: Situation) -> PlacementRule {
    let (machine, gpus) = (situation.machine, placement.gpus)
    if gpus.allSatisfy({ machine.isResident(placement.model, on: $0) }) { return .resident }
    return machine.secondsToReturn(afterLoading: placement.model, on: gpus) == 0
      ? .leastSpare : .fastestReturn
  }
}
