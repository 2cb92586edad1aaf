import TestScenarios
import Testing

@testable import History

struct QueueBlockTests {
  /// Nodes that become ready and are dispatched, mostly the first ones first.
  private struct Queue {
    var readiedCount = 0
    /// The nodes in the order of their dispatches.
    var dispatched: [Int] = []
    var waiting: [Int] = []
    var blocks: QueueBlocks
    var tree = DispatchTree()

    mutating func step(_ random: inout SeededGenerator) {
      if waiting.isEmpty || random.int(0...9) < 5 {
        waiting.append(readiedCount)
        readiedCount += 1
        blocks.appendReadied()
        tree.append()
      } else {
        let place = random.int(0...3) > 0 ? 0 : random.int(0...waiting.count - 1)
        let node = waiting.remove(at: place)
        tree.dispatch(node, as: dispatched.count)
        blocks.dispatch(node)
        dispatched.append(node)
      }
    }
  }

  @Test(arguments: [1, 2, 3, 8, 64])
  func `the node at any place of the queue is the one there at any earlier point, too`(
    blockSize: Int
  ) {
    for seed in UInt64(0)..<20 {
      var random = SeededGenerator(seed: seed)
      var queue = Queue(blocks: QueueBlocks(blockSize: blockSize))
      var points: [(executions: Int, readied: Int, waiting: [Int])] = [(0, 0, [])]
      for _ in 0..<random.int(1...300) {
        queue.step(&random)
        points.append((queue.dispatched.count, queue.readiedCount, queue.waiting))
      }
      for point in points {
        for position in -1...point.waiting.count {
          let found = queue.blocks.entry(
            at: position, afterExecutions: point.executions, readied: point.readied,
            in: queue.tree
          ) { queue.dispatched[$0] }
          let expected = point.waiting.indices.contains(position) ? point.waiting[position] : nil
          #expect(found == expected)
        }
      }
    }
  }

  @Test func `finding a node far down the queue looks at one block, however long the queue is`() {
    func dispatchesLookedAt(queueLength: Int) -> Int {
      var blocks = QueueBlocks(blockSize: 16)
      var tree = DispatchTree()
      for _ in 0..<queueLength {
        blocks.appendReadied()
        tree.append()
      }
      for node in 0..<queueLength / 2 {
        tree.dispatch(node, as: node)
        blocks.dispatch(node)
      }
      var count = 0
      let entry = blocks.entry(
        at: queueLength / 4, afterExecutions: queueLength / 2 - 1, readied: queueLength, in: tree
      ) {
        count += 1
        return $0
      }
      #expect(entry == queueLength / 2 - 1 + queueLength / 4)
      return count
    }
    #expect(dispatchesLookedAt(queueLength: 200) <= 16)
    #expect(dispatchesLookedAt(queueLength: 20_000) <= 16)
  }
}
