import Engine

/// When each node that became ready was dispatched, and who of them waits at a given moment.
///
/// A node waits once it is ready until the trace holds more than `dispatch` executions. The tree
/// holds the latest dispatch of each block of 64 nodes, of each 64 blocks, and so on, so that blocks
/// in which nobody waits any longer are passed over.
///
/// Memory: 4 bytes for each node, and one 63rd more.
struct DispatchTree: Sendable {
  private static let fanOut = 64
  private static let notYet = Int32.max

  /// `levels[0]` has one entry for each node, `levels[k + 1]` one for each 64 of `levels[k]`.
  private var levels: [[Int32]] = [[]]

  /// The number of nodes.
  var count: Int { levels[0].count }

  /// The execution of a node; nil while there is none.
  func execution(of readied: Int) -> Int? {
    let execution = levels[0][readied]
    return execution == Self.notYet ? nil : Int(execution)
  }

  /// Adds a node that is not dispatched yet.
  ///
  /// - Complexity: O(log count).
  mutating func append() {
    levels[0].append(Self.notYet)
    var level = 0
    var count = levels[0].count
    while count > 1 {
      let parents = (count + Self.fanOut - 1) / Self.fanOut
      level += 1
      if level == levels.count { levels.append([]) }
      if levels[level].count < parents {
        levels[level].append(Self.notYet)
      } else {
        levels[level][parents - 1] = Self.notYet
      }
      count = parents
    }
  }

  /// Notes that a node is dispatched as the given execution.
  ///
  /// - Complexity: O(log count).
  mutating func dispatch(_ readied: Int, as execution: Int) {
    levels[0][readied] = Int32(execution)
    var index = readied
    for level in 1..<max(levels.count, 1) {
      index /= Self.fanOut
      let children = levels[level - 1][index * Self.fanOut..<childrenEnd(of: index, level: level)]
      let latest = children.max() ?? Self.notYet
      guard latest != levels[level][index] else { return }
      levels[level][index] = latest
    }
  }

  /// The first node at or after `start`, and before `end`, that waits after `executions` dispatches.
  ///
  /// - Complexity: O(log count).
  func firstWaiting(from start: Int, to end: Int, afterExecutions executions: Int) -> Int? {
    var (level, index) = (0, start)
    while index < levels[level].count {
      if levels[level][index] >= executions {
        guard level > 0 else { return index < end ? index : nil }
        level -= 1
        index *= Self.fanOut
      } else {
        index += 1
        // At the end of a block its successor one level up says whether to enter the next.
        while index.isMultiple(of: Self.fanOut), level + 1 < levels.count {
          level += 1
          index /= Self.fanOut
        }
      }
    }
    return nil
  }

  private func childrenEnd(of index: Int, level: Int) -> Int {
    min((index + 1) * Self.fanOut, levels[level - 1].count)
  }
}
