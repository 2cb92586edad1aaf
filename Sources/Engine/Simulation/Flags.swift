/// Flags for dense numbers, in a bit each.
struct Flags: Sendable {
  private var words: [UInt64]

  /// Makes `count` flags that are not set.
  init(count: Int) { words = [UInt64](repeating: 0, count: (count + 63) >> 6) }

  /// Sets a flag; returns whether it was not set before.
  ///
  /// - Complexity: O(1).
  mutating func set(_ index: Int) -> Bool {
    let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: index & 63)
    let old = words[index >> 6]
    words[index >> 6] = old | bit
    return old & bit == 0
  }
}
