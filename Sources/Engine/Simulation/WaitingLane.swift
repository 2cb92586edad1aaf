/// The waiting nodes of one model in the order of the queue.
///
/// A sorted list in chunks, so that a node can join anywhere and leave from anywhere without
/// moving all others. Nodes leave from the front of the first chunk without moving any.
struct WaitingLane: Sendable {
  /// Some neighbouring nodes; never none.
  private struct Chunk: Sendable {
    var nodes: [ReadyNode]
    /// No node has a shorter estimated time.
    var shortest: Double
    var last: ReadyKey

    init(_ nodes: [ReadyNode]) {
      self.nodes = nodes
      shortest = nodes.reduce(.infinity) { min($0, $1.seconds) }
      last = nodes.last.map(ReadyKey.init) ?? .afterAll
    }
  }

  private static let chunkSize = 64

  private var chunks: [Chunk] = []
  /// The number of nodes of the first chunk that have left.
  private var departed = 0
  /// The emptied nodes of a chunk that has left, for the next one: most lanes are short, and empty
  /// again and again.
  private var spare: [ReadyNode] = []

  /// The first node; nil if none waits.
  var first: ReadyNode? { chunks.first?.nodes[departed] }

  /// Adds a node.
  ///
  /// - Complexity: O(log nodes + chunk size), O(1) at the end.
  mutating func insert(_ node: ReadyNode) {
    let key = ReadyKey(node)
    let lastIndex = chunks.count - 1
    guard lastIndex >= 0, key < chunks[lastIndex].last else { return append(node) }
    let index = chunks.partitionPoint { key < $0.last }
    if index == 0 { discardDeparted() }
    let place = chunks[index].nodes.partitionPoint { key < ReadyKey($0) }
    chunks[index].nodes.insert(node, at: place)
    chunks[index].shortest = min(chunks[index].shortest, node.seconds)
    guard chunks[index].nodes.count > Self.chunkSize else { return }
    let nodes = chunks[index].nodes
    chunks[index] = Chunk(Array(nodes[..<(Self.chunkSize / 2)]))
    chunks.insert(Chunk(Array(nodes[(Self.chunkSize / 2)...])), at: index + 1)
  }

  private mutating func append(_ node: ReadyNode) {
    let index = chunks.count - 1
    guard index >= 0, chunks[index].nodes.count < Self.chunkSize else {
      var nodes: [ReadyNode] = []
      swap(&nodes, &spare)
      nodes.reserveCapacity(Self.chunkSize + 1)
      nodes.append(node)
      return chunks.append(Chunk(nodes))
    }
    chunks[index].nodes.append(node)
    chunks[index].shortest = min(chunks[index].shortest, node.seconds)
    chunks[index].last = ReadyKey(node)
  }

  /// Removes the first node; there must be one.
  ///
  /// - Complexity: O(1), amortised, and O(nodes / chunk size) once for each chunk.
  mutating func removeFirst() -> ReadyNode {
    precondition(!chunks.isEmpty, "a node that is placed waits")
    let node = chunks[0].nodes[departed]
    departed += 1
    if departed == chunks[0].nodes.count {
      spare = (chunks.count == 1 ? chunks.removeLast() : chunks.removeFirst()).nodes
      spare.removeAll(keepingCapacity: true)
      departed = 0
    }
    return node
  }

  /// Removes a node; nil if it is not there.
  ///
  /// - Complexity: O(log nodes + chunk size).
  mutating func remove(_ key: ReadyKey) -> ReadyNode? {
    guard let place = place(of: key) else { return nil }
    guard place.chunk > 0 || place.node > departed else { return removeFirst() }
    let node = chunks[place.chunk].nodes.remove(at: place.node)
    if place.chunk == 0 { discardDeparted() }
    guard !chunks[place.chunk].nodes.isEmpty else {
      chunks.remove(at: place.chunk)
      return node
    }
    chunks[place.chunk] = Chunk(chunks[place.chunk].nodes)
    return node
  }

  /// Whether a node waits here.
  ///
  /// - Complexity: O(log nodes).
  func contains(_ key: ReadyKey) -> Bool { place(of: key) != nil }

  private func place(of key: ReadyKey) -> (chunk: Int, node: Int)? {
    let chunk = chunks.partitionPoint { !($0.last < key) }
    guard chunk < chunks.count else { return nil }
    let nodes = chunks[chunk].nodes
    let first = chunk == 0 ? departed : 0
    let node = nodes[first...].partitionPoint { !(ReadyKey($0) < key) }
    return node < nodes.count && ReadyKey(nodes[node]) == key ? (chunk, node) : nil
  }

  private mutating func discardDeparted() {
    chunks[0].nodes.removeFirst(departed)
    departed = 0
  }

  /// The nodes in order.
  var nodes: some Sequence<ReadyNode> {
    chunks.indices.lazy.flatMap { index in
      chunks[index].nodes[(index == 0 ? departed : 0)...]
    }
  }

  /// Returns the first of the first `count` nodes whose estimated time satisfies a predicate that
  /// every shorter time satisfies, too.
  ///
  /// - Complexity: O(count / chunk size + chunk size), as a rule.
  @inline(__always)
  func first(among count: Int, where isShortEnough: (Double) -> Bool) -> ReadyNode? {
    var left = count
    for index in chunks.indices {
      guard left > 0 else { return nil }
      let start = index == 0 ? departed : 0
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
