/// A node that waits for a GPU, with what its dispatch needs to know.
package struct WaitingNode: Sendable {
  /// Its place in `Trace.readied`: the smaller, the longer it waits.
  var entry: Int32 = .max
  /// The request.
  var request: Int32 = 0
  /// The number of requests for the same workflow before that one.
  var rank: Int32 = 0
  /// Its place in the columns of `WorkflowTable`.
  var kind: Int32 = 0

  init(entry: Int32 = .max, request: Int32 = 0, rank: Int32 = 0, kind: Int32 = 0) {
    (self.entry, self.request, self.rank, self.kind) = (entry, request, rank, kind)
  }

  /// A node of which no more is known than its place in `Trace.readied`.
  package init(entry: Int) { self.entry = Int32(truncatingIfNeeded: entry) }
}

/// The nodes that wait for a GPU, in the order in which they became ready.
///
/// Models that take the same number of GPUs fit, or do not, in the same places, so that of all their
/// nodes it is always the one that waits longest that goes first: each number of GPUs has a list of its
/// own. The order over all of them is in the entries.
public struct ReadyQueue: Sendable {
  /// The number of waiting nodes.
  public private(set) var count = 0
  /// As in `Machine.groupSizes`, and a last one for models that need more GPUs than there are.
  private var lanes: [Ring]
  /// For each model the place of its lane.
  private let laneOfModel: [Int]

  /// Makes an empty queue.
  ///
  /// - Parameters:
  ///   - gpusRequired: for each model how many GPUs it takes.
  ///   - groupSizes: the numbers of GPUs that can be had at all.
  init(gpusRequired: [Int], groupSizes: [Int]) {
    laneOfModel = gpusRequired.map { groupSizes.firstIndex(of: $0) ?? groupSizes.count }
    lanes = [Ring](repeating: Ring(), count: groupSizes.count + 1)
  }

  /// Adds a node; its entry is larger than all before.
  ///
  /// - Complexity: O(1), amortised.
  mutating func append(_ node: WaitingNode, model: ModelID) {
    lanes[laneOfModel[model.index]].append(node)
    count &+= 1
  }

  /// Takes out the node that waits longest of those whose models take `Machine.groupSizes[index]`
  /// GPUs; there must be one.
  ///
  /// - Complexity: O(1).
  mutating func popFirst(ofSizeAt index: Int) -> WaitingNode {
    count &-= 1
    return lanes[index].popFirst()
  }

  /// Of the nodes whose models take `Machine.groupSizes[index]` GPUs the entry of the one that waits
  /// longest, or `Int32.max` if none does.
  ///
  /// - Complexity: O(1).
  func firstEntry(ofSizeAt index: Int) -> Int32 { lanes[index].firstEntry }

  /// The kind of that node; there must be one.
  func firstKind(ofSizeAt index: Int) -> Int { lanes[index].firstKind }
}

/// A list of which the first node is taken and behind the last one is added.
private struct Ring: Sendable {
  /// As many as a power of two, or none.
  private var nodes: [WaitingNode] = []
  private var head = 0
  private var count = 0
  /// The entry of the first node, or `Int32.max`: what is asked for again and again.
  private(set) var firstEntry = Int32.max

  var firstKind: Int { Int(nodes[head].kind) }

  mutating func append(_ node: WaitingNode) {
    if count == nodes.count { grow() }
    nodes[(head &+ count) & (nodes.count &- 1)] = node
    if count == 0 { firstEntry = node.entry }
    count &+= 1
  }

  mutating func popFirst() -> WaitingNode {
    precondition(count > 0, "no node waits")
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
