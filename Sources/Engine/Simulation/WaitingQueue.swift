/// The ready queue in the order that a policy wants, as a list for each model.
///
/// The baseline has a leaner queue of its own, `ReadyQueue`.
public struct WaitingQueue: Sendable {
  /// For each model what is asked again and again, side by side.
  struct Front: Sendable {
    /// The key of the first node; `afterAll` if none waits.
    var key = ReadyKey.afterAll
    /// A time, in seconds, that the estimated time of none of the nodes that the policy looks at is
    /// below; −∞ if it looks at the first one alone, or at very many.
    var leastSeconds: Double
    /// The number of nodes, from the front, of which that is known.
    var coveredCount = 0
  }

  /// A model of which nodes wait.
  struct Contender: Sendable {
    /// The key of its first node.
    var key: ReadyKey
    var model: ModelID
  }

  private(set) var lanes: [WaitingLane]
  private(set) var fronts: [Front]
  /// For 64 models each a bit for each of which nodes wait.
  private var waiting: [UInt64]
  /// The number of nodes of each model that the policy looks at.
  let lookahead: Int
  /// The models of which nodes wait, by their first nodes, in the order of the queue.
  private(set) var contenders: [Contender] = []
  /// The number of nodes that wait.
  public private(set) var count = 0

  package init(modelCount: Int, lookahead: Int = 1) {
    self.lookahead = lookahead
    lanes = [WaitingLane](repeating: WaitingLane(), count: modelCount)
    let front = Front(leastSeconds: lookahead > 1 ? .infinity : -.infinity)
    fronts = [Front](repeating: front, count: modelCount)
    waiting = [UInt64](repeating: 0, count: (modelCount + 63) / 64)
  }

  /// Adds a node; its rank is a number.
  package mutating func insert(_ node: ReadyNode) {
    let model = node.model.index
    let isLast = lanes[model].insert(node)
    count += 1
    if !isLast || lanes[model].count <= lookahead {
      fronts[model].leastSeconds = min(fronts[model].leastSeconds, node.seconds)
      fronts[model].coveredCount += 1
    }
    let key = ReadyKey(node)
    guard key < fronts[model].key else { return }
    fronts[model].key = key
    waiting[model >> 6] |= 1 << UInt64(model & 63)
    moveForward(Contender(key: key, model: node.model))
  }

  /// Removes the node of a placement; nil if it does not wait.
  mutating func remove(_ placement: Placement, at now: Double) -> WaitingNode? {
    let model = placement.model.index
    guard model < lanes.count, let node = lanes[model].remove(placement.key, at: now) else {
      return nil
    }
    count -= 1
    if lookahead > 1 { renewLeastSeconds(of: model, without: node) }
    if fronts[model].key == placement.key {
      fronts[model].key = ReadyKey(lanes[model].front)
      if fronts[model].key == .afterAll { waiting[model >> 6] &= ~(1 << UInt64(model & 63)) }
      moveBack(Contender(key: fronts[model].key, model: placement.model))
    }
    return node.waiting
  }

  /// Looks at the nodes of a model anew for the least time, if that may have changed.
  private mutating func renewLeastSeconds(of model: Int, without node: ReadyNode) {
    fronts[model].coveredCount -= 1
    guard
      node.seconds <= fronts[model].leastSeconds
        || fronts[model].coveredCount < min(lookahead, lanes[model].count)
    else { return }
    let survey = lanes[model].leastSeconds(amongFirst: lookahead)
    (fronts[model].leastSeconds, fronts[model].coveredCount) = (survey.seconds, survey.count)
  }

  /// Moves a model forward, or adds it, as its first node is another one.
  private mutating func moveForward(_ contender: Contender) {
    var place = contenders.firstIndex { $0.model == contender.model } ?? contenders.count
    if place == contenders.count { contenders.append(contender) }
    while place > 0, contender.key < contenders[place - 1].key {
      contenders[place] = contenders[place - 1]
      place -= 1
    }
    contenders[place] = contender
  }

  /// Moves a model back, as its first node has left, or removes it.
  private mutating func moveBack(_ contender: Contender) {
    guard var place = contenders.firstIndex(where: { $0.model == contender.model }) else { return }
    while place + 1 < contenders.count, contenders[place + 1].key < contender.key {
      contenders[place] = contenders[place + 1]
      place += 1
    }
    contenders[place] = contender
    // The key of a model of which no node waits is after all others.
    if contender.key == .afterAll { contenders.removeLast() }
  }

  package mutating func noteTurn(of model: ModelID, at now: Double) {
    lanes[model.index].lastTurn = now
  }

  /// Whether the node of a placement waits.
  func contains(_ placement: Placement) -> Bool {
    let model = placement.model.index
    return fronts.indices.contains(model)
      && (fronts[model].key == placement.key || lanes[model].contains(placement.key))
  }

  /// The indices of the models of which nodes wait, ascending.
  var waitingModels: WaitingModels { WaitingModels(waiting: waiting) }
}

// MARK: - Questions of policies

extension WaitingQueue {
  /// The first waiting node of each model of which nodes wait, by model.
  public var heads: WaitingHeads { WaitingHeads(lanes: lanes, models: waitingModels) }

  /// All models, whether nodes of them wait or not.
  public var models: some RandomAccessCollection<ModelID> {
    lanes.indices.lazy.map { ModelID($0) }
  }

  /// The first waiting node of a model; nil if none waits.
  ///
  /// - Complexity: O(1).
  public func first(of model: ModelID) -> ReadyNode? {
    fronts[model.index].key == .afterAll ? nil : lanes[model.index].front
  }

  /// The time, in seconds, at which a node of a model was placed last; −∞ if none was yet.
  public func lastTurn(of model: ModelID) -> Double { lanes[model.index].lastTurn }

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
  /// - Complexity: O(1).
  public var first: ReadyNode? { contenders.first.map { lanes[$0.model.index].front } }
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
  fileprivate let lanes: [WaitingLane]
  fileprivate var models: WaitingModels

  /// Returns the next node; nil at the end.
  public mutating func next() -> ReadyNode? { models.next().map { lanes[$0].front } }
}
