/// Flags for dense numbers, in a bit each.
struct Flags: Sendable {
  private var words: [UInt64]

  /// Makes `count` flags that are not set.
  init(count: Int = 0) { words = [UInt64](repeating: 0, count: (count + 63) >> 6) }

  /// Sets a flag; returns whether it was not set before.
  ///
  /// - Complexity: O(1), amortised.
  mutating func set(_ index: Int) -> Bool {
    let word = index >> 6
    while word >= words.count { words.append(0) }
    let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: index & 63)
    let old = words[word]
    words[word] = old | bit
    return old & bit == 0
  }
}
