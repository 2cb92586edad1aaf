/// The ready queue in the order that a policy wants, as a list for each model.
///
/// The baseline has a leaner queue of its own, `ReadyQueue`.
public struct WaitingQueue: Sendable {
  private var lanes: [WaitingLane]
  /// For each model the first node of its lane, if it has one.
  private(set) var firsts: [ReadyNode]
  /// For each model the key of the first node of its lane; `afterAll` if it has none.
  private(set) var keys: [ReadyKey]
  /// For 64 models each a bit for each of which nodes wait.
  private var waiting: [UInt64]
  private var lastTurns: [Double]
  /// The number of nodes that wait.
  public private(set) var count = 0

  package init(modelCount: Int) {
    lanes = [WaitingLane](repeating: WaitingLane(), count: modelCount)
    firsts = [ReadyNode](repeating: .none, count: modelCount)
    keys = [ReadyKey](repeating: .afterAll, count: modelCount)
    waiting = [UInt64](repeating: 0, count: (modelCount + 63) / 64)
    lastTurns = [Double](repeating: -.infinity, count: modelCount)
  }

  /// Adds a node; its rank is a number.
  package mutating func insert(_ node: ReadyNode) {
    let model = node.model.index
    lanes[model].insert(node)
    count += 1
    let key = ReadyKey(node)
    guard key < keys[model] else { return }
    (firsts[model], keys[model]) = (node, key)
    waiting[model >> 6] |= 1 << UInt64(model & 63)
  }

  /// Removes the node of a placement; nil if it does not wait.
  mutating func remove(_ placement: Placement, at now: Double) -> WaitingNode? {
    let model = placement.model.index
    guard model < keys.count else { return nil }
    let node: WaitingNode
    if keys[model] == placement.key {
      node = lanes[model].removeFirst().waiting
      if let first = lanes[model].first {
        (firsts[model], keys[model]) = (first, ReadyKey(first))
      } else {
        keys[model] = .afterAll
        waiting[model >> 6] &= ~(1 << UInt64(model & 63))
      }
    } else {
      guard let removed = lanes[model].remove(placement.key) else { return nil }
      node = removed.waiting
    }
    count -= 1
    noteTurn(of: placement.model, at: now)
    return node
  }

  package mutating func noteTurn(of model: ModelID, at now: Double) { lastTurns[model.index] = now }

  /// Whether the node of a placement waits.
  func contains(_ placement: Placement) -> Bool {
    let model = placement.model.index
    return keys.indices.contains(model)
      && (keys[model] == placement.key || lanes[model].contains(placement.key))
  }

  /// The indices of the models of which nodes wait, ascending.
  var waitingModels: WaitingModels { WaitingModels(waiting: waiting) }
}

// MARK: - Questions of policies

extension WaitingQueue {
  /// The first waiting node of each model of which nodes wait, by model.
  public var heads: WaitingHeads { WaitingHeads(firsts: firsts, models: waitingModels) }

  /// All models, whether nodes of them wait or not.
  public var models: some RandomAccessCollection<ModelID> {
    lanes.indices.lazy.map { ModelID($0) }
  }

  /// The first waiting node of a model; nil if none waits.
  ///
  /// - Complexity: O(1).
  public func first(of model: ModelID) -> ReadyNode? {
    keys[model.index] == .afterAll ? nil : firsts[model.index]
  }

  /// The time, in seconds, at which a node of a model was placed last; −∞ if none was yet.
  public func lastTurn(of model: ModelID) -> Double { lastTurns[model.index] }

  /// The waiting nodes of a model, in the order of the queue.
  public func nodes(of model: ModelID) -> some Sequence<ReadyNode> { lanes[model.index].nodes }

  /// Returns the first of the first `count` nodes of a model whose estimated time, in seconds,
  /// satisfies a predicate that every shorter time satisfies, too.
  ///
  /// - Complexity: O(count / 64 + 64), as a rule.
  @inline(__always)
  public func first(
    of model: ModelID, amongFirst count: Int, where isShortEnough: (_ seconds: Double) -> Bool
  ) -> ReadyNode? {
    lanes[model.index].first(among: count, where: isShortEnough)
  }

  /// The first node of the whole queue; nil if none waits.
  ///
  /// - Complexity: O(models).
  public var first: ReadyNode? {
    var (best, model) = (ReadyKey.afterAll, -1)
    for index in keys.indices where keys[index] < best { (best, model) = (keys[index], index) }
    return model < 0 ? nil : firsts[model]
  }
}

/// The indices of models of which nodes wait, ascending.
struct WaitingModels: Sequence, IteratorProtocol, Sendable {
  private let waiting: [UInt64]
  private var word = -1
  private var rest: UInt64 = 0

  init(waiting: [UInt64]) { self.waiting = waiting }

  mutating func next() -> Int? {
    while rest == 0 {
      word &+= 1
      guard word < waiting.count else { return nil }
      rest = waiting[word]
    }
    let model = word &<< 6 | rest.trailingZeroBitCount
    rest &= rest &- 1
    return model
  }
}

/// The first waiting nodes of models, by model.
public struct WaitingHeads: Sequence, IteratorProtocol, Sendable {
  fileprivate let firsts: [ReadyNode]
  fileprivate var models: WaitingModels

  /// Returns the next node; nil at the end.
  public mutating func next() -> ReadyNode? { models.next().map { firsts[$0] } }
}
