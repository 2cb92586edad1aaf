/// The end of a run by an impossible placement of its policy.
public struct PolicyFailure: Error, Hashable, Sendable {
  /// The policy.
  public let policy: String
  /// The time, in seconds.
  public let time: Double
  /// The fault.
  public let fault: PlacementFault
  /// The policy and the placement, as a sentence without a full stop; names are as in the files.
  public let sentence: String

  init(
    _ fault: PlacementFault, of policy: Policy, at time: Double, in scenario: Scenario,
    _ trace: Trace
  ) {
    self.policy = policy.description
    self.time = time
    self.fault = fault
    func name(_ entry: Int) -> String {
      guard trace.readied.indices.contains(entry) else { return "a node that does not exist" }
      let node = trace.readied[entry].node
      return "node \(scenario[node].id) of request \(scenario.requests.id(of: node.request))"
    }
    let placement =
      switch fault {
      case .notWaiting(let node): "placed \(name(node)), which does not wait"
      case .wrongCount(let node, let gpus, let required):
        "placed \(name(node)), whose model takes \(Self.count(required)), on "
          + Self.count(gpus.count)
      case .noSuchGPU(let gpu, let node): "placed \(name(node)) on GPU \(gpu), which does not exist"
      case .absentGPU(let gpu, let node): "placed \(name(node)) on GPU \(gpu), which is absent"
      case .busyGPU(let gpu, let until, let node):
        "placed \(name(node)) on GPU \(gpu), which is busy until \(until) s"
      case .noRoom(let gpus, let node):
        "placed \(name(node)) on GPU \(gpus.lowerBound)"
          + (gpus.count > 1 ? " to \(gpus.upperBound - 1)" : "")
          + ", which cannot take its model"
      case .stalled(let node):
        "does not place \(name(node)), though all GPUs are free and nothing is to come"
      }
    sentence = "the policy \(policy) \(placement) (at \(time) s)"
  }

  private static func count(_ gpus: Int) -> String { gpus == 1 ? "1 GPU" : "\(gpus) GPUs" }
}
