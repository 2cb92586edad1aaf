/// How a scenario is run.
public struct Options: Hashable, Sendable {
  /// The number of GPUs; at least 1.
  public var gpuCount: Int
  /// When requests arrive.
  public var mode: ArrivalMode
  /// Which reading of the rules applies.
  public var rules: Rules
  /// Who decides what runs where.
  public var policy: Policy
  /// GPUs that take no nodes, as if they were not there.
  public var absentGPUs: Set<Int> = []

  /// Makes options; what is not given is the contract's default.
  public init(
    gpuCount: Int, mode: ArrivalMode = .offline, rules: Rules = .standard,
    policy: Policy = .baseline
  ) {
    precondition(gpuCount >= 1, "a machine has at least one GPU")
    self.gpuCount = gpuCount
    self.mode = mode
    self.rules = rules
    self.policy = policy
  }
}

extension Options {
  /// The longest row of GPUs that are there.
  public var longestRow: Range<Int> {
    guard !absentGPUs.isEmpty else { return 0..<gpuCount }
    var (best, start) = (0..<0, 0)
    for gpu in 0...gpuCount where gpu == gpuCount || absentGPUs.contains(gpu) {
      if gpu - start > best.count { best = start..<gpu }
      start = gpu + 1
    }
    return best
  }

  /// The number of GPUs that are there.
  public var presentGPUCount: Int { (0..<gpuCount).count { !absentGPUs.contains($0) } }
}
