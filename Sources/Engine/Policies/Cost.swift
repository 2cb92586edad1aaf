/// The cheapest pair of a waiting node and free GPUs goes first.
///
/// A greedy weighing of what the other policies look at one at a time: the seconds of the switch,
/// the seconds that the node has waited, and the seconds that the GPUs have been idle, which spreads the
/// load. With `wait` at 0 it only avoids switches; with `switch` at 0 it is first in, first out.
///
/// Its weakness: it does not look ahead. It never leaves a GPU idle to save a switch, and the weights
/// that suit one workload do not suit the next.
public struct Cost: SchedulingPolicy {
  /// The name on the command line.
  public static let name = "cost"
  /// The rule in one line.
  public static let summary = "the cheapest pair of a node and GPUs: switch, waiting, idle time"
  /// The weights.
  public static let parameters: [PolicyParameter<Cost>] = [
    PolicyParameter("switch", \.switchWeight, "cost of a second of switching"),
    PolicyParameter("wait", \.waitWeight, "discount for a second that the node has waited"),
    PolicyParameter("idle", \.idleWeight, "discount for a second that the GPUs were idle"),
  ]

  /// The cost of a second of switching.
  public var switchWeight = 1.0
  /// The discount for a second that the node has waited.
  public var waitWeight = 0.1
  /// The discount for a second that the GPUs have been idle.
  public var idleWeight = 0.01

  /// Makes the policy.
  public init() {}

  /// The first node of each model stands for all of it.
  public var lookahead: Int { 1 }

  /// Returns the next placement of a pass.
  ///
  /// - Complexity: O(models · GPUs).
  public func next(in situation: Situation) throws(PlacementFault) -> Placement? {
    var best: (node: ReadyNode, gpus: Range<Int>, score: Double)?
    for node in situation.queue.heads {
      var start = 0
      while let gpus = situation.machine.freeWindow(for: node.model, from: start) {
        start = gpus.lowerBound + 1
        let score = score(of: node, on: gpus, in: situation)
        if let best, !(score < best.score || (score == best.score && node.entry < best.node.entry))
        {
          continue
        }
        best = (node, gpus, score)
      }
    }
    guard let best else { return nil }
    return try situation.place(best.node, on: best.gpus, turn: .cheapest(score: best.score))
  }

  /// The cost of placing a node on free GPUs; may be negative.
  @inline(__always)
  private func score(of node: ReadyNode, on gpus: Range<Int>, in situation: Situation) -> Double {
    switchWeight * situation.machine.switchSeconds(to: node.model, on: gpus)
      - waitWeight * (situation.now - node.readyTime)
      - idleWeight * (situation.now - situation.machine.freeSince(gpus))
  }

  /// Returns the reason why the GPUs of a placement were chosen: no others were cheaper.
  public func rule(for placement: Placement, in situation: Situation) -> PlacementRule {
    .cheapest
  }
}
