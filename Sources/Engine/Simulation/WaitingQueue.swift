/// The ready queue in the order that a policy wants, as a list for each model.
///
/// The baseline has a leaner queue of its own, `ReadyQueue`.
public struct WaitingQueue: Sendable {
  private var lanes: [WaitingLane]
  /// The first node of each lane that has one, by model.
  private var firsts: [ReadyNode?]
  /// For 64 models each a bit for each of which nodes wait.
  private var waiting: [UInt64]
  private var lastTurns: [Double]
  /// The number of nodes that wait.
  public private(set) var count = 0

  package init(modelCount: Int) {
    lanes = [WaitingLane](repeating: WaitingLane(), count: modelCount)
    firsts = [ReadyNode?](repeating: nil, count: modelCount)
    waiting = [UInt64](repeating: 0, count: (modelCount + 63) / 64)
    lastTurns = [Double](repeating: -.infinity, count: modelCount)
  }

  /// Adds a node; its rank is a number.
  package mutating func insert(_ node: ReadyNode) {
    let model = node.model.index
    lanes[model].insert(node)
    count += 1
    guard firsts[model].map(node.precedes) ?? true else { return }
    firsts[model] = node
    waiting[model >> 6] |= 1 << UInt64(model & 63)
  }

  /// Removes the node of a placement; nil if it does not wait.
  mutating func remove(_ placement: Placement, at now: Double) -> ReadyNode? {
    let model = placement.model.index
    guard let first = firsts[model] else { return nil }
    let node: ReadyNode
    if first.entry == placement.entry {
      node = lanes[model].removeFirst()
      firsts[model] = lanes[model].first
      if firsts[model] == nil { waiting[model >> 6] &= ~(1 << UInt64(model & 63)) }
    } else {
      guard let removed = lanes[model].remove(placement.key) else { return nil }
      node = removed
    }
    count -= 1
    noteTurn(of: placement.model, at: now)
    return node
  }

  package mutating func noteTurn(of model: ModelID, at now: Double) { lastTurns[model.index] = now }

  /// Whether the node of a placement waits.
  func contains(_ placement: Placement) -> Bool {
    let model = placement.model.index
    guard model >= 0, model < firsts.count, let first = firsts[model] else { return false }
    return first.entry == placement.entry || lanes[model].contains(placement.key)
  }
}

// MARK: - Questions of policies

extension WaitingQueue {
  /// The first waiting node of each model of which nodes wait, by model.
  public var heads: some Sequence<ReadyNode> { WaitingHeads(firsts: firsts, waiting: waiting) }

  /// The models of which nodes wait, ascending.
  public var models: some Sequence<ModelID> { heads.lazy.map(\.model) }

  /// The first waiting node of a model; nil if none waits.
  ///
  /// - Complexity: O(1).
  public func first(of model: ModelID) -> ReadyNode? { firsts[model.index] }

  /// The time, in seconds, at which a node of a model was placed last; −∞ if none was yet.
  public func lastTurn(of model: ModelID) -> Double { lastTurns[model.index] }

  /// The waiting nodes of a model, in the order of the queue.
  public func nodes(of model: ModelID) -> some Sequence<ReadyNode> { lanes[model.index].nodes }

  /// Returns the first of the first `count` nodes of a model whose estimated time, in seconds,
  /// satisfies a predicate that every shorter time satisfies, too.
  ///
  /// - Complexity: O(count / 64 + 64), as a rule.
  public func first(
    of model: ModelID, amongFirst count: Int, where isShortEnough: (_ seconds: Double) -> Bool
  ) -> ReadyNode? {
    lanes[model.index].first(among: count, where: isShortEnough)
  }

  /// The first node of the whole queue; nil if none waits.
  ///
  /// - Complexity: O(models).
  public var first: ReadyNode? {
    var best: ReadyNode?
    for node in heads {
      if let best, !node.precedes(best) { continue }
      best = node
    }
    return best
  }
}

/// The first nodes of the lanes of a queue.
private struct WaitingHeads: Sequence, IteratorProtocol {
  let firsts: [ReadyNode?]
  let waiting: [UInt64]
  private var word = -1
  private var rest: UInt64 = 0

  init(firsts: [ReadyNode?], waiting: [UInt64]) { (self.firsts, self.waiting) = (firsts, waiting) }

  mutating func next() -> ReadyNode? {
    while rest == 0 {
      word += 1
      guard word < waiting.count else { return nil }
      rest = waiting[word]
    }
    defer { rest &= rest - 1 }
    return firsts[word << 6 | rest.trailingZeroBitCount]
  }
}
