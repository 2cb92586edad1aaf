/// The node of the request with the longest way to go first.
///
/// List scheduling by the critical path, as in HLFET (Adam, Chandy and Dickson, 1974) or the upward
/// rank of HEFT: who begins a long chain late ends late. It lowers the makespan of graphs.
///
/// Its weakness: it serves the longest requests first, which is the opposite of what the mean
/// latency wants, and short requests starve while long ones keep arriving.
public struct CriticalPathFirst: SchedulingPolicy {
  /// The name on the command line.
  public static let name = "critical-path"
  /// The rule in one line.
  public static let summary = "the longest remaining path of a request first"

  /// Makes the policy.
  public init() {}

  /// The first node of each model stands for all of it.
  public var lookahead: Int { 1 }

  /// The longer the way, the earlier its turn.
  public func rank(of node: ReadyNode) -> Double { -node.remainingPath }

  /// The next placement of a pass.
  public func next(in situation: Situation) -> Placement? {
    var placement = situation.firstPlacement { situation.usualGPUs(for: $0.model) }
    if let model = placement?.model, let node = situation.queue.first(of: model) {
      placement?.turn = .longestPath(node.remainingPath)
    }
    return placement
  }
}
