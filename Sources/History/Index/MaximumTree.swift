import Engine

/// A list of numbers in which the next one that is at least a bound is found without a scan.
///
/// The tree holds the largest number of each block of 64, of each 64 blocks, and so on, so that blocks
/// of smaller numbers are passed over.
///
/// Memory: that of the numbers, and one 63rd more.
struct MaximumTree<Value: Comparable & Sendable>: Sendable {
  /// `levels[0]` holds the numbers, `levels[k + 1]` one for each 64 of `levels[k]`.
  private var levels: [[Value]] = [[]]

  private static var fanOut: Int { 64 }

  /// The number of numbers.
  var count: Int { levels[0].count }

  /// The numbers.
  var values: [Value] { levels[0] }

  /// The number at an index.
  subscript(index: Int) -> Value { levels[0][index] }

  mutating func reserveCapacity(_ count: Int) { levels[0].reserveCapacity(count) }

  /// Adds a number.
  ///
  /// - Complexity: O(log count).
  mutating func append(_ value: Value) {
    levels[0].append(value)
    var level = 0
    var count = levels[0].count
    while count > 1 {
      let parents = (count + Self.fanOut - 1) / Self.fanOut
      level += 1
      if level == levels.count { levels.append([]) }
      if levels[level].count < parents {
        // The first of its block; above a level of one block only now comes another.
        levels[level].append(parents == 1 ? max(levels[level - 1][0], value) : value)
      } else if levels[level][parents - 1] < value {
        levels[level][parents - 1] = value
      } else {
        return
      }
      count = parents
    }
  }

  /// Replaces a number.
  ///
  /// - Complexity: O(log count).
  mutating func set(_ index: Int, to value: Value) {
    var (old, new, index) = (levels[0][index], value, index)
    levels[0][index] = new
    for level in 1..<max(levels.count, 1) {
      index /= Self.fanOut
      let parent = levels[level][index]
      // Another one of the block may be as large as the old one was.
      guard new > parent || old == parent else { return }
      if new < parent { new = largest(ofBlock: index, below: level, upTo: parent) }
      guard new != parent else { return }
      levels[level][index] = new
      old = parent
    }
  }

  /// The largest number of a block, none of which is larger than a bound.
  private func largest(ofBlock index: Int, below level: Int, upTo bound: Value) -> Value {
    let first = index * Self.fanOut
    let end = min(first + Self.fanOut, levels[level - 1].count)
    var largest = levels[level - 1][end - 1]
    var place = end - 1
    // The last ones first: nodes wait longest at the end of a block.
    while largest < bound, place > first {
      place -= 1
      largest = max(largest, levels[level - 1][place])
    }
    return largest
  }

  /// The first index from `start` up to, not including, `end` at which a number is at least `bound`.
  ///
  /// - Complexity: O(log count).
  func firstIndex(from start: Int, to end: Int, atLeast bound: Value) -> Int? {
    var (level, index) = (0, start)
    while index < levels[level].count {
      if levels[level][index] >= bound {
        guard level > 0 else { return index < end ? index : nil }
        level -= 1
        index *= Self.fanOut
      } else {
        index += 1
        // At the end of a block its successor one level up tells whether to enter the next.
        while index.isMultiple(of: Self.fanOut), level + 1 < levels.count {
          level += 1
          index /= Self.fanOut
        }
      }
    }
    return nil
  }
}
