/// The node of the request with the longest remaining path goes first.
///
/// List scheduling by the critical path, as in HLFET (Adam, Chandy and Dickson, 1974) or the upward
/// rank of HEFT: a long chain that begins late ends late. It lowers the makespan of graphs.
///
/// Its weakness: it serves the longest requests first, which is the opposite of what the mean
/// latency wants, and short requests starve while long ones keep arriving.
public struct CriticalPathFirst: SchedulingPolicy {
  /// The name on the command line.
  public static let name = "critical-path"
  /// The rule in one line.
  public static let summary = "the longest remaining path of a request first"
  /// Whether the rule looks at remaining paths.
  public static let needsRemainingPaths = true

  /// Makes the policy.
  public init() {}

  /// The first node of each model stands for all of it.
  public var lookahead: Int { 1 }

  /// Returns a rank that is the lower, the longer the remaining path.
  public func rank(of node: ReadyNode) -> Double { -node.remainingPath }

  /// Returns the next placement of a pass.
  public func next(in situation: Situation) throws(PlacementFault) -> Placement? {
    var placement = try situation.firstPlacement { situation.usualGPUs(for: $0.model) }
    if let rank = placement?.rank { placement?.turn = .longestPath(-rank) }
    return placement
  }
}
