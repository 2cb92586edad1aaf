/// A node that waits for a GPU, with what its dispatch needs to know.
struct WaitingNode: Sendable {
  /// The execution time, in seconds.
  var seconds = 0.0
  /// Its place in `Trace.readied`: the smaller, the longer it waits.
  var entry: Int32 = .max
  /// Its place in a list of the nodes of all requests.
  var flatIndex: Int32 = 0
  /// Its place in the columns of `WorkflowTable`.
  var kind: Int32 = 0
}

/// The nodes that wait for a GPU, in the order in which they became ready.
///
/// All waiting nodes of one model behave alike, so each model has a lane of its own; the order over
/// all of them is in the entries. A lane has room for all nodes that it will ever get, one behind the
/// other in memory. Models that take the same number of GPUs fit, or do not, in the same places, so
/// each number has a heap of its models, the one whose node waits longest at the front.
public struct ReadyQueue: Sendable {
  /// The lane of one model: a span of `nodes`, of which those before `head` have left.
  private struct Lane: Sendable {
    var head: Int
    var tail: Int
    /// The size of the model's group, as a place in `sizes`.
    let size: Int32
    /// The place in the heap of the size, while a node waits.
    var place: Int32 = 0
  }

  /// The heap of the models that take the same number of GPUs, a span of `order`.
  private struct Size: Sendable {
    let start: Int
    var count = 0
  }

  /// A model in the heap of its size, with the entry that is the key.
  private struct Head: Sendable {
    var entry: Int32
    var model: Int32
  }

  /// The number of waiting nodes.
  public private(set) var count = 0
  private var nodes: [WaitingNode]
  private var lanes: [Lane]
  /// As in `Cluster.groupSizes`, and a last one for models that need more GPUs than there are.
  private var sizes: [Size]
  private var order: [Head]
  /// How many models were compared.
  private(set) var work = WorkCount()

  /// Makes an empty queue.
  ///
  /// - Parameters:
  ///   - nodeCounts: for each model how many nodes will ever wait for it.
  ///   - gpusRequired: for each model how many GPUs it takes.
  ///   - groupSizes: the numbers of GPUs that can be had at all.
  init(nodeCounts: [Int], gpusRequired: [Int], groupSizes: [Int]) {
    var laneStart = 0
    lanes = zip(nodeCounts, gpusRequired).map { count, required in
      defer { laneStart += count }
      let size = groupSizes.firstIndex(of: required) ?? groupSizes.count
      return Lane(head: laneStart, tail: laneStart, size: Int32(size))
    }
    nodes = [WaitingNode](repeating: WaitingNode(), count: laneStart)
    var heapStart = 0
    sizes = (0...groupSizes.count).map { [lanes] size in
      defer { heapStart += lanes.count { $0.size == size } }
      return Size(start: heapStart)
    }
    order = [Head](repeating: Head(entry: .max, model: -1), count: lanes.count)
  }

  /// Adds a node; its entry is larger than all before.
  ///
  /// - Complexity: O(1).
  mutating func append(_ node: WaitingNode, model: ModelID) {
    let lane = lanes[model.index]
    nodes[lane.tail] = node
    lanes[model.index].tail = lane.tail &+ 1
    count &+= 1
    guard lane.head == lane.tail else { return }
    // It is later than all other heads: the end of the heap is where it belongs.
    let size = sizes[Int(lane.size)]
    order[size.start &+ size.count] = Head(entry: node.entry, model: model.rawValue)
    lanes[model.index].place = Int32(truncatingIfNeeded: size.count)
    sizes[Int(lane.size)].count = size.count &+ 1
  }

  /// Takes out the node of a model that waits longest; there must be one.
  ///
  /// - Complexity: O(log models).
  mutating func popFirst(of model: ModelID) -> WaitingNode {
    let lane = lanes[model.index]
    precondition(lane.head < lane.tail, "no node of this model waits")
    count &-= 1
    lanes[model.index].head = lane.head &+ 1
    let size = sizes[Int(lane.size)]
    if lane.head &+ 1 < lane.tail {
      let head = Head(entry: nodes[lane.head &+ 1].entry, model: model.rawValue)
      Self.place(head, at: lane.place, in: size, &order, &lanes, &work)
    } else {
      // The last one of the heap takes the place of this one.
      let rest = Size(start: size.start, count: size.count &- 1)
      sizes[Int(lane.size)] = rest
      let last = order[size.start &+ rest.count]
      if last.model != model.rawValue {
        Self.place(last, at: lane.place, in: rest, &order, &lanes, &work)
      }
    }
    return nodes[lane.head]
  }

  /// Puts a model where it belongs in its heap, beginning at a free place.
  private static func place(
    _ head: Head, at free: Int32, in size: Size, _ order: inout [Head], _ lanes: inout [Lane],
    _ work: inout WorkCount
  ) {
    var order = order.mutableSpan
    let start = size.start
    var hole = Int(free)
    while hole > 0 {
      work.add(1)
      let parent = (hole &- 1) &>> 1
      guard head.entry < order[start &+ parent].entry else { break }
      order[start &+ hole] = order[start &+ parent]
      lanes[Int(order[start &+ hole].model)].place = Int32(truncatingIfNeeded: hole)
      hole = parent
    }
    var child = 2 &* hole &+ 1
    while child < size.count {
      work.add(1)
      if child &+ 1 < size.count,
        order[start &+ child &+ 1].entry < order[start &+ child].entry
      {
        child &+= 1
      }
      guard order[start &+ child].entry < head.entry else { break }
      order[start &+ hole] = order[start &+ child]
      lanes[Int(order[start &+ hole].model)].place = Int32(truncatingIfNeeded: hole)
      hole = child
      child = 2 &* hole &+ 1
    }
    order[start &+ hole] = head
    lanes[Int(head.model)].place = Int32(truncatingIfNeeded: hole)
  }
}

// MARK: - What policies ask

extension ReadyQueue {
  /// The node of a model that waits longest, as a place in `Trace.readied`; nil if none waits.
  ///
  /// - Complexity: O(1).
  public func first(of model: ModelID) -> Int? {
    let lane = lanes[model.index]
    return lane.head < lane.tail ? Int(nodes[lane.head].entry) : nil
  }

  /// How many nodes of a model wait.
  ///
  /// - Complexity: O(1).
  public func count(of model: ModelID) -> Int {
    lanes[model.index].tail - lanes[model.index].head
  }

  /// Of the nodes whose models take `Cluster.groupSizes[index]` GPUs the one that waits longest, as a
  /// place in `Trace.readied`, and its model; nil if none waits.
  ///
  /// - Complexity: O(1).
  public func first(ofSizeAt index: Int) -> (entry: Int, model: ModelID)? {
    let size = sizes[index]
    guard size.count > 0 else { return nil }
    let first = order[size.start]
    return (Int(first.entry), ModelID(rawValue: first.model))
  }
}
