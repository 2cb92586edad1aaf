/// The ready queue in the order that a policy wants, as a list for each model.
///
/// The baseline has a leaner queue of its own, `ReadyQueue`.
public struct WaitingQueue: Sendable {
  private var lanes: [WaitingLane]
  private var lastTurns: [Double]
  /// The number of nodes that wait.
  public private(set) var count = 0

  init(modelCount: Int) {
    lanes = [WaitingLane](repeating: WaitingLane(), count: modelCount)
    lastTurns = [Double](repeating: -.infinity, count: modelCount)
  }

  package mutating func insert(_ node: ReadyNode) {
    lanes[node.model.index].insert(node)
    count += 1
  }

  package mutating func remove(_ placement: Placement, at now: Double) -> ReadyNode {
    noteTurn(of: placement.model, at: now)
    count -= 1
    return lanes[placement.model.index].remove(entry: placement.entry)
  }

  package mutating func noteTurn(of model: ModelID, at now: Double) { lastTurns[model.index] = now }
}

// MARK: - What policies ask

extension WaitingQueue {
  /// All models, whether nodes of them wait or not.
  public var models: some RandomAccessCollection<ModelID> {
    lanes.indices.lazy.map { ModelID($0) }
  }

  /// The first waiting node of a model; nil if none waits.
  ///
  /// - Complexity: O(1).
  public func first(of model: ModelID) -> ReadyNode? { lanes[model.index].first }

  /// When a node of a model was placed last, in seconds; before all time if none was yet.
  public func lastTurn(of model: ModelID) -> Double { lastTurns[model.index] }

  /// The waiting nodes of a model, in the order of the queue.
  public func nodes(of model: ModelID) -> some Sequence<ReadyNode> {
    lanes[model.index].chunks.lazy.joined()
  }

  /// The first node of the whole queue; nil if none waits.
  ///
  /// - Complexity: O(models).
  public var first: ReadyNode? {
    var best: ReadyNode?
    for lane in lanes {
      guard let node = lane.first, best.map(node.precedes) ?? true else { continue }
      best = node
    }
    return best
  }
}
