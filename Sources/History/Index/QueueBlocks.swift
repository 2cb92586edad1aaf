import Engine

/// The numbers of waiting nodes in blocks of the ready queue, at every so many dispatches.
///
/// The node at any place of the queue, at any point of a run, is found from the nearest of these points:
/// by the dispatches since then, and by the nodes of one block.
///
/// Memory: 2 bytes for each block between the head of the queue and its end, at each point.
struct QueueBlocks: Sendable {
  /// The nodes of a block, and the dispatches from one point to the next.
  private let blockSize: Int

  /// The state before a dispatch.
  private struct Milestone: Sendable {
    let readiedCount: Int
    /// The first block with a waiting node, and the place of its number among all of them.
    let firstBlock: Int
    let start: Int
  }

  private var milestones: [Milestone] = []
  /// The numbers of waiting nodes at all milestones.
  private var counts: [UInt16] = []
  /// The numbers of waiting nodes now.
  private var waiting: [UInt16] = []
  private var firstBlock = 0
  private var readiedCount = 0
  private var dispatchCount = 0

  init(blockSize: Int = 8192) {
    assert(blockSize <= Int(UInt16.max))
    self.blockSize = blockSize
  }

  /// Adds a node that became ready.
  mutating func appendReadied() {
    let block = readiedCount / blockSize
    if block == waiting.count { waiting.append(0) }
    waiting[block] += 1
    readiedCount += 1
  }

  /// Adds the dispatch of a node, given by its place among those that became ready.
  mutating func dispatch(_ readied: Int) {
    if dispatchCount.isMultiple(of: blockSize) { addMilestone() }
    waiting[readied / blockSize] -= 1
    dispatchCount += 1
  }

  private mutating func addMilestone() {
    // Further nodes may yet come into the last block.
    while firstBlock < waiting.count - 1, waiting[firstBlock] == 0 { firstBlock += 1 }
    milestones.append(
      Milestone(readiedCount: readiedCount, firstBlock: firstBlock, start: counts.count))
    counts += waiting[firstBlock...]
  }

  /// The node at a place of the queue, 0 at its head; nil if the queue is shorter.
  ///
  /// - Parameters:
  ///   - position: The place in the queue.
  ///   - executionCount: The number of dispatches so far.
  ///   - readiedCount: The number of nodes that have become ready so far.
  ///   - dispatches: The dispatches of all nodes.
  ///   - readied: Returns the node of a dispatch.
  /// - Returns: The node as a place among those that became ready.
  /// - Complexity: O(block + readied / block).
  func entry(
    at position: Int, afterExecutions executionCount: Int, readied readiedCount: Int,
    in dispatches: DispatchTree, nodeOf readied: (_ execution: Int) -> Int
  ) -> Int? {
    var left = position
    var counts = counts(afterExecutions: executionCount, readied: readiedCount, readied)[...]
    while let count = counts.first, count <= left {
      left -= count
      counts.removeFirst()
    }
    guard left >= 0, !counts.isEmpty else { return nil }
    let first = counts.startIndex * blockSize
    for entry in first..<min(first + blockSize, readiedCount)
    where dispatches.isWaiting(entry, afterExecutions: executionCount) {
      if left == 0 { return entry }
      left -= 1
    }
    return nil
  }

  /// The number of waiting nodes of each block.
  private func counts(
    afterExecutions executionCount: Int, readied readiedCount: Int, _ readied: (Int) -> Int
  ) -> [Int] {
    let index = min(executionCount / blockSize, milestones.count - 1)
    let known = index < 0 ? 0 : milestones[index].readiedCount
    var result = [Int](
      repeating: 0, count: (max(known, readiedCount) + blockSize - 1) / blockSize)
    if index >= 0 {
      let milestone = milestones[index]
      let end = index + 1 < milestones.count ? milestones[index + 1].start : counts.count
      for place in milestone.start..<end {
        result[milestone.firstBlock + place - milestone.start] = Int(counts[place])
      }
    }
    // A moment may be before the other nodes that became ready at the same event.
    add(1, for: min(known, readiedCount)..<readiedCount, to: &result)
    add(-1, for: min(known, readiedCount)..<known, to: &result)
    for execution in max(index, 0) * blockSize..<executionCount {
      result[readied(execution) / blockSize] -= 1
    }
    return result
  }

  private func add(_ change: Int, for entries: Range<Int>, to counts: inout [Int]) {
    var entry = entries.lowerBound
    while entry < entries.upperBound {
      let end = min((entry / blockSize + 1) * blockSize, entries.upperBound)
      counts[entry / blockSize] += change * (end - entry)
      entry = end
    }
  }
}
