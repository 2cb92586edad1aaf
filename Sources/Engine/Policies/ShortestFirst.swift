/// The least estimated time first, by becoming ready among equals.
///
/// Shortest job first is optimal for the mean waiting time on one machine (Smith, 1956). Waiting
/// takes time off: a second of waiting counts as `aging` seconds less to run, so that a node is
/// passed at most by those that became ready within its own time divided by `aging` after it.
///
/// Its weakness: long nodes wait, and it looks at no switch: short nodes of many models thrash.
public struct ShortestFirst: SchedulingPolicy {
  /// The name on the command line.
  public static let name = "shortest-first"
  /// The rule in one line.
  public static let summary = "the least estimated time first; waiting takes time off"
  /// The parameters.
  public static let parameters: [PolicyParameter<ShortestFirst>] = [
    PolicyParameter("aging", \.aging, "seconds that a second of waiting takes off")
  ]

  /// How many seconds of the estimate a second of waiting takes off.
  public var aging = 0.1

  /// Makes the policy.
  public init() {}

  /// The first node of each model stands for all of it.
  public var lookahead: Int { 1 }

  /// The estimated end if the node had begun to run, slowed down, when it became ready.
  ///
  /// What waiting takes off grows alike for all, so that the order of two nodes never changes.
  public func rank(of node: ReadyNode) -> Double { node.seconds + aging * node.readyTime }

  /// The next placement of a pass.
  public func next(in situation: Situation) -> Placement? {
    situation.firstPlacement(turn: .shortest) { situation.usualGPUs(for: $0.model) }
  }
}
