/// The baseline without its preference for a resident model: shows what affinity is worth.
///
/// Round robin over the GPUs, as a load balancer does it that does not know models.
///
/// Its weakness: a switch for almost every node as soon as there are more models than GPUs, and
/// often before.
public struct NoAffinity: SchedulingPolicy {
  /// The name on the command line.
  public static let name = "no-affinity"
  /// The rule in one line.
  public static let summary = "the baseline, but always the GPU that has been free longest"

  /// Makes the policy.
  public init() {}

  /// The first node of each model stands for all of it.
  public var lookahead: Int { 1 }

  /// Returns the next placement of a pass.
  public func next(in situation: Situation) throws(PlacementFault) -> Placement? {
    let machine = situation.machine
    return try situation.firstPlacement { node in
      guard machine.gpusRequired(by: node.model) == 1 else {
        return machine.firstFreeWindow(for: node.model)
      }
      return machine.longestFreeGPU(for: node.model).map { $0..<$0 + 1 }
    }
  }

  /// Returns the reason why the GPUs of a placement were chosen; never that the model is there.
  public func rule(for placement: Placement, in situation: Situation) -> PlacementRule {
    guard placement.gpus.count == 1 else {
      return situation.machine.usualRule(for: placement.model, on: placement.gpus)
    }
    return situation.machine.freeCount == 1 ? .onlyFreeGPU : .freeLongestOfAll
  }
}
