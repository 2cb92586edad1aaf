/// A set of GPU numbers, as bits, with a summary that finds the lowest one without a scan.
///
/// `summary` has one bit for each word of `words` that is not zero, so that even 4,096 GPUs need
/// one look at the summary and one at a word.
struct GPUSet: Sendable {
  private var words: [UInt64]
  private var summary: [UInt64]

  /// The numbers that can be members: 0 up to this.
  let capacity: Int
  /// The number of members.
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = capacity
    words = [UInt64](repeating: 0, count: (capacity + 63) / 64)
    summary = [UInt64](repeating: 0, count: (words.count + 63) / 64)
  }

  func contains(_ gpu: Int) -> Bool { words[gpu >> 6] & bit(gpu) != 0 }

  /// Adds a GPU; it must not be a member.
  mutating func insert(_ gpu: Int) {
    assert(!contains(gpu))
    words[gpu >> 6] |= bit(gpu)
    summary[gpu >> 12] |= bit(gpu >> 6)
    count += 1
  }

  /// Removes a GPU; it must be a member.
  mutating func remove(_ gpu: Int) {
    assert(contains(gpu))
    words[gpu >> 6] &= ~bit(gpu)
    if words[gpu >> 6] == 0 { summary[gpu >> 12] &= ~bit(gpu >> 6) }
    count -= 1
  }

  /// The lowest member.
  var first: Int? {
    guard count > 0 else { return nil }
    return next(from: 0)
  }

  /// The lowest member that is at least `start`.
  func next(from start: Int) -> Int? {
    guard start < capacity else { return nil }
    let rest = words[start >> 6] & (~0 << UInt64(start & 63))
    if rest != 0 { return start & ~63 | rest.trailingZeroBitCount }
    guard let word = nextOccupiedWord(after: start >> 6) else { return nil }
    return word << 6 | words[word].trailingZeroBitCount
  }

  /// The lowest number that is at least `start` and not a member; `capacity` if there is none.
  func nextGap(from start: Int) -> Int {
    var word = start >> 6
    guard word < words.count else { return capacity }
    var gaps = ~words[word] & (~0 << UInt64(start & 63))
    while gaps == 0 {
      word += 1
      guard word < words.count else { return capacity }
      gaps = ~words[word]
    }
    return min(word << 6 | gaps.trailingZeroBitCount, capacity)
  }

  /// The lowest run of `length` consecutive members.
  ///
  /// - Complexity: O(runs of members below the result).
  func firstWindow(length: Int) -> Range<Int>? {
    guard length <= count else { return nil }
    var position = 0
    while let start = next(from: position) {
      let end = nextGap(from: start)
      if end - start >= length { return start..<start + length }
      position = end
    }
    return nil
  }

  /// The length of the longest run of consecutive members.
  ///
  /// - Complexity: O(runs of members).
  var longestRun: Int {
    var (longest, position) = (0, 0)
    while let start = next(from: position) {
      position = nextGap(from: start)
      longest = max(longest, position - start)
    }
    return longest
  }

  private func nextOccupiedWord(after word: Int) -> Int? {
    let start = word + 1
    guard start < words.count else { return nil }
    var index = start >> 6
    var rest = summary[index] & (~0 << UInt64(start & 63))
    while rest == 0 {
      index += 1
      guard index < summary.count else { return nil }
      rest = summary[index]
    }
    return index << 6 | rest.trailingZeroBitCount
  }

  private func bit(_ index: Int) -> UInt64 { 1 << UInt64(index & 63) }
}
