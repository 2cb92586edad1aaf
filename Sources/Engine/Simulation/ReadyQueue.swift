/// The nodes that wait for a GPU, in the order in which they became ready: the queue of the baseline.
///
/// Models that take the same number of GPUs fit, or do not, in the same places, so that the node that
/// waits longest is always the next one of them: each number of GPUs has a list of its own. The order
/// over all of them is in the entries. Where the models of a size differ in the places where they fit, each
/// model has a list.
struct ReadyQueue: Sendable {
  /// The number of waiting nodes.
  private(set) var count = 0
  /// As in `Machine.groupSizes`, and a last one for models that need more GPUs than there are.
  private var lanes: [NodeRing]
  /// For each model the index of its lane.
  private let laneOfModel: [Int]

  /// Makes an empty queue.
  ///
  /// - Parameters:
  ///   - gpusRequired: for each model how many GPUs it takes.
  ///   - groupSizes: the numbers of GPUs that can be had at all.
  init(gpusRequired: [Int], groupSizes: [Int]) {
    laneOfModel = gpusRequired.map { groupSizes.firstIndex(of: $0) ?? groupSizes.count }
    lanes = [NodeRing](repeating: NodeRing(), count: groupSizes.count + 1)
  }

  /// Makes an empty queue with a lane for each model.
  init(modelCount: Int) {
    laneOfModel = Array(0..<modelCount)
    lanes = [NodeRing](repeating: NodeRing(), count: modelCount)
  }

  /// Adds a node; its entry is larger than all before.
  ///
  /// - Complexity: O(1), amortised.
  mutating func append(_ node: WaitingNode, model: ModelID) {
    lanes[laneOfModel[model.index]].append(node)
    count += 1
  }

  /// Removes the node that waits longest of those whose models take `Machine.groupSizes[index]`
  /// GPUs; there must be one.
  ///
  /// - Complexity: O(1).
  mutating func popFirst(ofSizeAt index: Int) -> WaitingNode {
    count -= 1
    return lanes[index].popFirst()
  }

  /// The index of the group size whose longest waiting node waits longest, among the first
  /// `sizeCount` sizes; nil if no node of them waits.
  ///
  /// - Complexity: O(group sizes).
  @inline(__always)
  func sizeOfLongestWaiting(amongFirst sizeCount: Int) -> Int? {
    var (next, longestWaiting) = (-1, Int32.max)
    for index in 0..<sizeCount {
      let entry = lanes[index].firstEntry
      if entry < longestWaiting { (next, longestWaiting) = (index, entry) }
    }
    return next < 0 ? nil : next
  }

  /// The number of lists.
  var laneCount: Int { lanes.count }

  /// The index of the list whose first node waits longest of those that became ready after one, a place in
  /// `Trace.readied`; nil if there is none.
  ///
  /// - Complexity: O(lists).
  func laneOfLongestWaiting(behind least: Int32) -> Int? {
    var (next, longestWaiting) = (-1, Int32.max)
    for index in lanes.indices {
      let entry = lanes[index].firstEntry
      if entry > least, entry < longestWaiting { (next, longestWaiting) = (index, entry) }
    }
    return next < 0 ? nil : next
  }

  /// The kind of the longest waiting node of a size; there must be one.
  func firstKind(ofSizeAt index: Int) -> Int { lanes[index].firstKind }

  /// The place in `Trace.readied` of the longest waiting node of a size; `Int32.max` if none waits.
  func firstEntry(ofSizeAt index: Int) -> Int32 { lanes[index].firstEntry }
}
