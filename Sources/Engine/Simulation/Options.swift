/// The options of a run: machine, arrivals, rules and policy.
public struct Options: Hashable, Sendable {
  /// The number of GPUs, and those that are absent.
  public var shape: MachineShape
  /// The arrival of requests: all at once, or at their timestamps.
  public var mode: ArrivalMode
  /// The reading of the rules that applies.
  public var rules: Rules
  /// The rule by which nodes are placed.
  public var policy: Policy

  /// Makes options; what is not given is the contract's default.
  public init(
    gpuCount: Int, mode: ArrivalMode = .offline, rules: Rules = .standard,
    policy: Policy = .baseline
  ) {
    shape = MachineShape(gpuCount: gpuCount)
    self.mode = mode
    self.rules = rules
    self.policy = policy
  }

  /// The number of GPUs, absent ones included; at least 1.
  public var gpuCount: Int {
    get { shape.gpuCount }
    set { shape.gpuCount = newValue }
  }

  /// The GPUs that get no nodes.
  public var absentGPUs: Set<Int> {
    get { shape.absentGPUs }
    set { shape.absentGPUs = newValue }
  }
}
