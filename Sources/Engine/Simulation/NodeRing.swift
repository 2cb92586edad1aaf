/// A queue of nodes as a ring.
///
/// Own code, as is `EventQueue`: the engine imports nothing, and the entry of the first node, which is
/// read again and again, lies beside the ring.
struct NodeRing: Sendable {
  /// The places of the ring; their number is a power of two, or 0.
  private var nodes: [WaitingNode] = []
  private var head = 0
  private var count = 0
  /// The entry of the first node; `Int32.max` if there is none.
  private(set) var firstEntry = Int32.max

  /// The kind of the first node; there must be one.
  var firstKind: Int { Int(nodes[head].kind) }

  mutating func append(_ node: WaitingNode) {
    if count == nodes.count { grow() }
    nodes[(head &+ count) & (nodes.count &- 1)] = node
    if count == 0 { firstEntry = node.entry }
    count &+= 1
  }

  @inline(__always)
  mutating func popFirst() -> WaitingNode {
    precondition(count > 0, "a node that is placed waits")
    let node = nodes[head]
    head = (head &+ 1) & (nodes.count &- 1)
    count &-= 1
    firstEntry = count == 0 ? .max : nodes[head].entry
    return node
  }

  private mutating func grow() {
    var larger: [WaitingNode] = []
    larger.reserveCapacity(max(16, 2 * nodes.count))
    larger += nodes[head...]
    larger += nodes[..<head]
    larger += repeatElement(WaitingNode(), count: max(16, nodes.count))
    (nodes, head) = (larger, 0)
  }
}
