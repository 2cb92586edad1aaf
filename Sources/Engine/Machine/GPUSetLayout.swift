/// The layout of several sets of GPU numbers as bits, with a summary of each that gives its lowest
/// member without a scan.
///
/// A summary has one bit for each word that is not zero, so even with 4,096 GPUs one word of the
/// summary and one of the set are read. The words of all sets for the same GPUs are neighbours.
struct GPUSetLayout: Sendable {
  private let setCount: Int
  /// The number of words of a set.
  let wordCount: Int
  private let summaryStart: Int
  private let summaryEnd: Int

  /// Lays out `count` sets of numbers from 0 up to `capacity`.
  init(count: Int, capacity: Int) {
    setCount = count
    wordCount = (capacity + 63) >> 6
    summaryStart = count * wordCount
    summaryEnd = summaryStart + count * ((wordCount + 63) >> 6)
  }

  /// The bits of empty sets.
  var empty: [UInt64] { [UInt64](repeating: 0, count: summaryEnd) }

  /// Returns the index of the word of a set with the bits from 64 · `word` on.
  func index(ofWord word: Int, of set: Int) -> Int { word &* setCount &+ set }

  func contains(_ gpu: Int, in set: Int, _ bits: Span<UInt64>) -> Bool {
    bits[index(ofWord: gpu &>> 6, of: set)] & bit(gpu) != 0
  }

  /// Adds a number.
  func insert(_ gpu: Int, into set: Int, _ bits: inout MutableSpan<UInt64>) {
    let word = gpu &>> 6
    bits[index(ofWord: word, of: set)] |= bit(gpu)
    bits[summaryStart &+ index(ofWord: word &>> 6, of: set)] |= bit(word)
  }

  /// Removes a number if it is a member.
  func remove(_ gpu: Int, from set: Int, _ bits: inout MutableSpan<UInt64>) {
    let word = gpu &>> 6
    let index = index(ofWord: word, of: set)
    let rest = bits[index] & ~bit(gpu)
    bits[index] = rest
    if rest == 0 { bits[summaryStart &+ self.index(ofWord: word &>> 6, of: set)] &= ~bit(word) }
  }

  /// Adds the numbers from `first` to `last`.
  func insert(_ first: Int, through last: Int, into set: Int, _ bits: inout MutableSpan<UInt64>) {
    var word = first &>> 6
    while word <= last &>> 6 {
      bits[index(ofWord: word, of: set)] |= mask(first, last, inWord: word)
      bits[summaryStart &+ index(ofWord: word &>> 6, of: set)] |= bit(word)
      word &+= 1
    }
  }

  /// Replaces all members of a set of numbers below 64.
  func setOnlyWord(_ word: UInt64, of set: Int, _ bits: inout MutableSpan<UInt64>) {
    bits[set] = word
    bits[summaryStart &+ set] = word == 0 ? 0 : 1
  }

  /// Removes those of the numbers from `first` to `last` that are members.
  func remove(_ first: Int, through last: Int, from set: Int, _ bits: inout MutableSpan<UInt64>) {
    var word = first &>> 6
    while word <= last &>> 6 {
      let index = index(ofWord: word, of: set)
      let rest = bits[index] & ~mask(first, last, inWord: word)
      bits[index] = rest
      if rest == 0 { bits[summaryStart &+ self.index(ofWord: word &>> 6, of: set)] &= ~bit(word) }
      word &+= 1
    }
  }

  /// The lowest member of a set.
  ///
  /// - Complexity: O(1) up to 4,096 GPUs.
  @inline(__always)
  func first(of set: Int, _ bits: Span<UInt64>) -> Int? {
    var index = summaryStart &+ set
    var base = 0
    while index < summaryEnd {
      let summary = bits[index]
      if summary != 0 {
        let word = base | summary.trailingZeroBitCount
        return word &<< 6 | bits[self.index(ofWord: word, of: set)].trailingZeroBitCount
      }
      index &+= setCount
      base &+= 64
    }
    return nil
  }

  /// The lowest member of a set that is not below `start`.
  ///
  /// - Complexity: O(capacity / 64).
  @inline(__always)
  func next(from start: Int, in set: Int, _ bits: Span<UInt64>) -> Int? {
    var word = start &>> 6
    var mask: UInt64 = ~0 &<< UInt64(truncatingIfNeeded: start & 63)
    while word < wordCount {
      let rest = bits[index(ofWord: word, of: set)] & mask
      if rest != 0 { return word &<< 6 | rest.trailingZeroBitCount }
      word &+= 1
      mask = ~0
    }
    return nil
  }

  /// The lowest number from `start` to `end` that is not a member of the first set; `end` if there is none.
  func runEnd(from start: Int, to end: Int, _ bits: Span<UInt64>) -> Int {
    var position = start
    while position < end {
      let gaps =
        ~bits[index(ofWord: position &>> 6, of: 0)]
        & (~0 &<< UInt64(truncatingIfNeeded: position & 63))
      if gaps != 0 { return min(position & ~63 | gaps.trailingZeroBitCount, end) }
      position = position & ~63 &+ 64
    }
    return end
  }

  /// The lowest number from `end` to `start` from which on all before `start` are members of
  /// the first set.
  func runStart(before start: Int, downTo end: Int, _ bits: Span<UInt64>) -> Int {
    var position = start
    while position > end {
      let last = position &- 1
      let gaps =
        ~bits[index(ofWord: last &>> 6, of: 0)]
        & (~0 &>> UInt64(truncatingIfNeeded: ~last & 63))
      if gaps != 0 { return max(last & ~63 &+ 64 &- gaps.leadingZeroBitCount, end) }
      position = last & ~63
    }
    return end
  }

  /// The number of members of a set within a group, which is not empty.
  func memberCount(from group: Range<Int>, of set: Int, _ bits: Span<UInt64>) -> Int {
    let (first, last) = (group.lowerBound, group.upperBound &- 1)
    var (count, word) = (0, first &>> 6)
    while word <= last &>> 6 {
      let members = bits[index(ofWord: word, of: set)] & mask(first, last, inWord: word)
      count &+= members.nonzeroBitCount
      word &+= 1
    }
    return count
  }

  /// The members of a set, ascending; of no set, none.
  func members(of set: Int?, in bits: [UInt64]) -> GPUSetMembers {
    GPUSetMembers(
      bits: bits, index: set ?? 0, stride: setCount, end: set == nil ? 0 : wordCount &* setCount)
  }

  func mask(_ first: Int, _ last: Int, inWord word: Int) -> UInt64 {
    let low: UInt64 = word == first &>> 6 ? ~0 &<< UInt64(truncatingIfNeeded: first & 63) : ~0
    return word == last &>> 6 ? low & (~0 &>> UInt64(truncatingIfNeeded: ~last & 63)) : low
  }

  private func bit(_ index: Int) -> UInt64 { 1 &<< UInt64(truncatingIfNeeded: index & 63) }
}

/// The members of one set of a `GPUSetLayout`, ascending.
struct GPUSetMembers: Sequence, IteratorProtocol, Sendable {
  private let bits: [UInt64]
  private var index: Int
  private let stride: Int
  private let end: Int
  /// The members of the current word that are still to come.
  private var rest: UInt64
  private var base = 0

  fileprivate init(bits: [UInt64], index: Int, stride: Int, end: Int) {
    (self.bits, self.index, self.stride, self.end) = (bits, index, stride, end)
    rest = index < end ? bits[index] : 0
  }

  mutating func next() -> Int? {
    while rest == 0 {
      index &+= stride
      guard index < end else { return nil }
      base &+= 64
      rest = bits[index]
    }
    let member = base &+ rest.trailingZeroBitCount
    rest &= rest &- 1
    return member
  }
}
