/// The waiting nodes of one model in the order of the queue.
///
/// A sorted list in chunks, so that a node can join anywhere and leave from anywhere without
/// moving all others. Nodes leave from the front of the first chunk without moving any.
struct WaitingLane: Sendable {
  /// Some neighbouring nodes; none if all of them have left.
  private struct Chunk: Sendable {
    var nodes: [ReadyNode]
    /// No node has a shorter estimated time.
    var shortest: Double
    var last: ReadyKey

    init(_ nodes: [ReadyNode]) {
      self.nodes = nodes
      shortest = nodes[...].leastSeconds
      last = nodes.last.map(ReadyKey.init) ?? .afterAll
    }
  }

  private static let chunkSize = 64
  /// The number of chunks that are looked at for the least time.
  private static let surveyedChunks = 8

  /// The first node; `ReadyNode.none` if none waits.
  private(set) var front = ReadyNode.none
  /// The number of nodes.
  private(set) var count = 0
  /// The time, in seconds, at which a node was placed last; −∞ if none was yet.
  var lastTurn = -Double.infinity
  private var chunks: [Chunk] = []
  /// The first chunk of which nodes may wait; those before it are empty.
  private var firstChunk = 0
  /// The number of nodes of the first chunk that have left.
  private var departed = 0
  /// Whether a node has left that may have been the shortest one of the first chunk.
  private var hasShortestLeft = false
  /// The emptied nodes of a chunk that has left, for the next one.
  private var spare: [ReadyNode] = []

  private func firstPlace(in chunk: Int) -> Int { chunk == firstChunk ? departed : 0 }
}

// MARK: - Changes

extension WaitingLane {
  /// Adds a node; returns whether it is the last one.
  ///
  /// - Complexity: O(log nodes + chunk size), O(1) at the end.
  mutating func insert(_ node: ReadyNode) -> Bool {
    let key = ReadyKey(node)
    if key < ReadyKey(front) { front = node }
    count += 1
    let lastIndex = chunks.count - 1
    guard count > 1, key < chunks[lastIndex].last else {
      append(node)
      return true
    }
    let index = chunks[firstChunk...].partitionPoint { key < $0.last }
    let place = chunks[index].nodes[firstPlace(in: index)...].partitionPoint { key < ReadyKey($0) }
    chunks[index].shortest = min(chunks[index].shortest, node.seconds)
    if index == firstChunk, departed > 0 {
      // In the place of one that has left, so that only the nodes before it move.
      departed -= 1
      for moved in departed..<place - 1 { chunks[index].nodes.swapAt(moved, moved + 1) }
      chunks[index].nodes[place - 1] = node
    } else {
      chunks[index].nodes.insert(node, at: place)
      if chunks[index].nodes.count > Self.chunkSize { split(index) }
    }
    return false
  }

  private mutating func append(_ node: ReadyNode) {
    let index = chunks.count - 1
    guard index >= firstChunk, chunks[index].nodes.count < Self.chunkSize else {
      var nodes = newNodes()
      nodes.append(node)
      return chunks.append(Chunk(nodes))
    }
    chunks[index].nodes.append(node)
    chunks[index].shortest = min(chunks[index].shortest, node.seconds)
    chunks[index].last = ReadyKey(node)
  }

  private mutating func split(_ index: Int) {
    var upper = newNodes()
    upper += chunks[index].nodes[(Self.chunkSize / 2)...]
    chunks[index].nodes.removeLast(upper.count)
    chunks[index] = Chunk(chunks[index].nodes)
    chunks.insert(Chunk(upper), at: index + 1)
  }

  /// No nodes, with room for those of a chunk.
  private mutating func newNodes() -> [ReadyNode] {
    var nodes: [ReadyNode] = []
    swap(&nodes, &spare)
    nodes.reserveCapacity(Self.chunkSize + 1)
    return nodes
  }

  /// Removes a node that is placed; nil if it is not there.
  ///
  /// - Complexity: O(1) for the first node, amortised; O(log nodes + chunk size) for others.
  mutating func remove(_ key: ReadyKey, at now: Double) -> ReadyNode? {
    guard key != ReadyKey(front) else {
      lastTurn = now
      return removeFirst()
    }
    guard let place = place(of: key) else { return nil }
    lastTurn = now
    count -= 1
    let node = chunks[place.chunk].nodes[place.node]
    if place.chunk == firstChunk {
      for moved in (departed..<place.node).reversed() {
        chunks[place.chunk].nodes.swapAt(moved, moved + 1)
      }
      departed += 1
    } else {
      chunks[place.chunk].nodes.remove(at: place.node)
    }
    guard let last = chunks[place.chunk].nodes.last else {
      chunks.remove(at: place.chunk)
      return node
    }
    chunks[place.chunk].last = ReadyKey(last)
    if node.seconds <= chunks[place.chunk].shortest {
      chunks[place.chunk].shortest =
        chunks[place.chunk].nodes[firstPlace(in: place.chunk)...].leastSeconds
    }
    return node
  }

  private mutating func removeFirst() -> ReadyNode? {
    guard count > 0 else { return nil }
    let node = front
    count -= 1
    departed += 1
    if node.seconds <= chunks[firstChunk].shortest { hasShortestLeft = true }
    // The last chunk stays as long as it has room, as most lanes are empty again and again.
    if departed == chunks[firstChunk].nodes.count, count > 0 || departed == Self.chunkSize {
      dropFirstChunk()
    }
    front = count > 0 ? chunks[firstChunk].nodes[departed] : .none
    return node
  }

  private mutating func dropFirstChunk() {
    swap(&spare, &chunks[firstChunk].nodes)
    spare.removeAll(keepingCapacity: true)
    chunks[firstChunk].nodes = []
    (departed, hasShortestLeft) = (0, false)
    firstChunk += 1
    // Not one by one: of a long queue all others would move each time.
    guard firstChunk == chunks.count || firstChunk >= max(Self.chunkSize, chunks.count / 2) else {
      return
    }
    chunks.removeFirst(firstChunk)
    firstChunk = 0
  }
}

// MARK: - Questions

extension WaitingLane {
  /// Whether a node waits here.
  ///
  /// - Complexity: O(log nodes).
  func contains(_ key: ReadyKey) -> Bool { place(of: key) != nil }

  private func place(of key: ReadyKey) -> (chunk: Int, node: Int)? {
    let chunk = chunks[firstChunk...].partitionPoint { !($0.last < key) }
    guard chunk < chunks.count else { return nil }
    let nodes = chunks[chunk].nodes
    let node = nodes[firstPlace(in: chunk)...].partitionPoint { !(ReadyKey($0) < key) }
    return node < nodes.count && ReadyKey(nodes[node]) == key ? (chunk, node) : nil
  }

  /// The nodes in order.
  var nodes: some Sequence<ReadyNode> {
    (firstChunk..<chunks.count).lazy.flatMap { chunks[$0].nodes[firstPlace(in: $0)...] }
  }

  /// Returns a time, in seconds, that the estimated time of none of the first nodes is below, and
  /// the number of these: at least `limit`, or all; −∞ if they are too many to look.
  ///
  /// - Complexity: O(limit / chunk size), and O(chunk size) where the shortest node has left.
  mutating func leastSeconds(amongFirst limit: Int) -> (seconds: Double, count: Int) {
    if hasShortestLeft {
      chunks[firstChunk].shortest = chunks[firstChunk].nodes[departed...].leastSeconds
      hasShortestLeft = false
    }
    var (least, covered) = (Double.infinity, 0)
    for index in firstChunk..<chunks.count {
      guard covered < limit else { break }
      guard index < firstChunk + Self.surveyedChunks else { return (-.infinity, count) }
      least = min(least, chunks[index].shortest)
      covered += chunks[index].nodes.count - firstPlace(in: index)
    }
    return (least, covered)
  }

  /// Returns the first of the first `count` nodes whose estimated time satisfies a predicate that
  /// every shorter time satisfies, too.
  ///
  /// - Complexity: O(count / chunk size + chunk size), as a rule.
  @inline(__always)
  func first(among count: Int, where isShortEnough: (Double) -> Bool) -> ReadyNode? {
    var left = count
    for index in firstChunk..<chunks.count {
      guard left > 0 else { return nil }
      let start = firstPlace(in: index)
      let chunkCount = chunks[index].nodes.count - start
      if isShortEnough(chunks[index].shortest) {
        for place in start..<start + min(left, chunkCount)
        where isShortEnough(chunks[index].nodes[place].seconds) {
          return chunks[index].nodes[place]
        }
      }
      left -= chunkCount
    }
    return nil
  }
}

extension ArraySlice<ReadyNode> {
  /// The least estimated time, in seconds; infinite if there are no nodes.
  fileprivate var leastSeconds: Double { reduce(.infinity) { Swift.min($0, $1.seconds) } }
}

/// The place of a node in the order of the queue.
struct ReadyKey: Comparable, Sendable {
  let rank: Double
  let entry: Int32

  /// The key after those of all nodes.
  static let afterAll = ReadyKey(rank: .infinity, entry: .max)

  init(rank: Double, entry: Int32) { (self.rank, self.entry) = (rank, entry) }

  init(_ node: ReadyNode) { self.init(rank: node.rank, entry: node.waiting.entry) }

  static func < (a: ReadyKey, b: ReadyKey) -> Bool {
    a.rank < b.rank || (a.rank == b.rank && a.entry < b.entry)
  }
}
