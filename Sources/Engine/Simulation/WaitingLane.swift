/// The waiting nodes of one model in the order of the queue.
///
/// A sorted list in chunks, so that a node can come in anywhere, and leave from anywhere, without
/// moving all others.
struct WaitingLane: Sendable {
  private static let chunkSize = 128
  /// Never an empty one among them.
  private(set) var chunks: [[ReadyNode]] = []

  var first: ReadyNode? { chunks.first?.first }

  /// - Complexity: O(log nodes + chunk size).
  mutating func insert(_ node: ReadyNode) {
    guard let last = chunks.last?.last, node.precedes(last) else { return append(node) }
    let index = chunks.partitionPoint { $0.last.map(node.precedes) ?? true }
    chunks[index].insert(node, at: chunks[index].partitionPoint(where: node.precedes))
    guard chunks[index].count > Self.chunkSize else { return }
    let half = Array(chunks[index][(Self.chunkSize / 2)...])
    chunks[index].removeLast(half.count)
    chunks.insert(half, at: index + 1)
  }

  private mutating func append(_ node: ReadyNode) {
    if let count = chunks.last?.count, count < Self.chunkSize {
      chunks[chunks.count - 1].append(node)
    } else {
      chunks.append([node])
    }
  }

  /// Takes a node out; it must be there.
  ///
  /// - Complexity: O(1) at the front of the first chunks, else O(nodes).
  mutating func remove(entry: Int) -> ReadyNode {
    for index in chunks.indices {
      guard let place = chunks[index].firstIndex(where: { $0.entry == entry }) else { continue }
      let node = chunks[index].remove(at: place)
      if chunks[index].isEmpty { chunks.remove(at: index) }
      return node
    }
    preconditionFailure("no such node waits")
  }
}
