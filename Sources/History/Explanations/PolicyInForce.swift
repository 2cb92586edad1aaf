import Engine

/// A policy that is in force in a part of a run, and its order of the nodes that became ready.
///
/// Memory: 8 bytes for each node under policies that give nodes ranks.
struct PolicyInForce: Sendable {
  /// The options in force.
  let options: Options
  /// The policy.
  let policy: PolicyInUse
  /// For each node that became ready its rank; empty as long as all ranks are 0.
  private var ranks: [Double] = []
  /// Whether it is the baseline, which needs no ranks; asking the policy takes a dynamic cast.
  let isBaseline: Bool
  private var count = 0

  /// - Complexity: that of preparing the policy.
  init(_ options: Options, for scenario: Scenario) {
    self.options = options
    isBaseline = options.policy.isBaseline
    policy = PolicyInUse(
      options.policy, for: scenario, on: options.shape, rules: options.rules)
  }

  /// Adds the node that became ready next.
  mutating func append(_ entry: Int, of trace: Trace) {
    let rank = policy.ready(entry, of: trace).rank
    if ranks.isEmpty, rank != 0 { ranks = [Double](repeating: 0, count: count) }
    count += 1
    if rank != 0 || !ranks.isEmpty { ranks.append(rank) }
  }

  /// The first waiting nodes of a model in the order of the policy's queue.
  ///
  /// - Parameters:
  ///   - lane: the nodes of the model.
  ///   - limit: the number of nodes.
  ///   - entry: those that became ready before this place in `Trace.readied`.
  ///   - count: those that wait after so many dispatches.
  /// - Returns: places in `Trace.readied`, in no particular order if there is no limit.
  /// - Complexity: O(limit · log nodes) if all ranks are 0, else O(waiting nodes), at a few nanoseconds
  ///   each, and O(limit) for each that comes in.
  func firstWaiting(
    in lane: ModelLane, limit: Int, before entry: Int, afterExecutions count: Int
  ) -> [Int] {
    var found: [Int] = []
    if ranks.isEmpty || limit == .max {
      lane.visitWaiting(before: entry, afterExecutions: count) { entry in
        if found.count < limit { found.append(entry) }
        return found.count < limit
      }
      return found
    }
    var bound = Double.infinity
    lane.visitWaiting(before: entry, afterExecutions: count) { entry in
      // Among equals the first comes first.
      guard ranks[entry] < bound || found.count < limit else { return true }
      let place = found.partitionPoint { ranks[$0] > ranks[entry] }
      found.insert(entry, at: place)
      if found.count > limit { found.removeLast() }
      if found.count == limit, let last = found.last { bound = ranks[last] }
      return true
    }
    return found
  }
}

extension PolicyInUse {
  /// A node that became ready, a place in `Trace.readied`, as the policy sees it.
  func ready(_ entry: Int, of trace: Trace) -> ReadyNode {
    let readied = trace.readied[entry]
    return ready(entry, node: readied.node, since: trace.events[readied.event].time)
  }
}
