/// Of all pairs of a waiting node and free GPUs the cheapest.
///
/// A greedy weighing of what the other policies look at one at a time: the seconds of the switch,
/// the seconds that the node has waited, and the seconds that the GPUs have been idle, which spreads the
/// load. With `wait` at 0 it only avoids switches; with `switch` at 0 it is first in, first out.
///
/// Its weakness: it knows no tomorrow. It never leaves a GPU idle to save a switch, and the weights
/// that suit one workload do not suit the next.
public struct Cost: SchedulingPolicy {
  /// The name on the command line.
  public static let name = "cost"
  /// The rule in one line.
  public static let summary = "the cheapest pair of a node and GPUs: switch, waiting, idle time"
  /// The parameters.
  public static let parameters: [PolicyParameter<Cost>] = [
    PolicyParameter("switch", \.switchWeight, "what a second of switching costs"),
    PolicyParameter("wait", \.waitWeight, "what a second that the node has waited takes off"),
    PolicyParameter("idle", \.idleWeight, "what a second that the GPUs were idle takes off"),
  ]

  /// What a second of switching costs.
  public var switchWeight = 1.0
  /// What a second that the node has waited takes off.
  public var waitWeight = 0.1
  /// What a second that the GPUs have been idle takes off.
  public var idleWeight = 0.01

  /// Makes the policy.
  public init() {}

  /// The first node of each model stands for all of it.
  public var lookahead: Int { 1 }

  /// The next placement of a pass.
  ///
  /// - Complexity: O(models · GPUs).
  public func next(in situation: Situation) -> Placement? {
    var best: Placement?
    var least = Double.infinity
    for model in situation.queue.models {
      guard let node = situation.queue.first(of: model) else { continue }
      for gpus in situation.freeWindows(for: model) {
        let score = score(of: node, on: gpus, in: situation)
        // The first pair is taken whatever it costs: a policy must not wait for nothing.
        guard best == nil || score < least || (score == least && node.entry < best?.entry ?? 0)
        else { continue }
        least = score
        best = Placement(node, on: gpus, turn: .cheapest(score: score))
      }
    }
    return best
  }

  /// What it costs to place a node on free GPUs; may be negative.
  private func score(of node: ReadyNode, on gpus: Range<Int>, in situation: Situation) -> Double {
    let freeSince = situation.machine.freeSince(gpus)
    return switchWeight * situation.machine.switching(to: node.model, on: gpus).seconds
      - waitWeight * (situation.now - node.readyTime) - idleWeight * (situation.now - freeSince)
  }

  /// Why the GPUs of a placement were chosen: no others were cheaper.
  public func rule(for placement: Placement, in situation: Situation) -> PlacementRule {
    .cheapest
  }
}
