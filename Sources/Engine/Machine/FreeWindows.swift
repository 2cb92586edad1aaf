/// The windows of consecutive free GPUs, for each number of GPUs that models take.
///
/// For each size there is a set of a `GPUSetLayout` with the first GPUs of its windows; that of size 1
/// holds the free GPUs. When a group changes, only the windows change that overlap it and lie in the
/// run of free GPUs around it, so finding the lowest window of a size takes no search among the GPUs.
struct FreeWindows: Sendable {
  /// The numbers of GPUs that models take, up to that of the machine; ascending, beginning with 1.
  let sizes: [Int]
  private let gpuCount: Int

  /// The set of the free GPUs; the sets of the other sizes follow.
  static let freeGPUs = 0

  /// Describes the windows of a machine; no GPU is free yet.
  init(sizes: some Sequence<Int>, gpuCount: Int) {
    self.sizes = Set(sizes).union([1]).filter { (1...gpuCount).contains($0) }.sorted()
    self.gpuCount = gpuCount
  }

  /// Removes the windows that overlap a group of free GPUs; returns the number of words that were
  /// looked at.
  ///
  /// - Complexity: O(sizes), for groups and sizes up to 64.
  @discardableResult
  func take(
    _ gpus: Range<Int>, from layout: GPUSetLayout, _ bits: inout MutableSpan<UInt64>
  ) -> Int {
    change(gpus, toFree: false, layout, &bits)
  }

  /// Adds the windows that overlap a group, which is free now; returns the number of words that were
  /// looked at.
  ///
  /// - Complexity: O(sizes), for groups and sizes up to 64.
  @discardableResult
  func free(
    _ gpus: Range<Int>, in layout: GPUSetLayout, _ bits: inout MutableSpan<UInt64>
  ) -> Int {
    change(gpus, toFree: true, layout, &bits)
  }

  @inline(__always)
  private func change(
    _ gpus: Range<Int>, toFree isFree: Bool, _ layout: GPUSetLayout,
    _ bits: inout MutableSpan<UInt64>
  ) -> Int {
    layout.wordCount == 1
      ? changeInWord(gpus, toFree: isFree, layout, &bits)
      : changeInWords(gpus, toFree: isFree, layout, &bits)
  }

  private func changeInWords(
    _ gpus: Range<Int>, toFree isFree: Bool, _ layout: GPUSetLayout,
    _ bits: inout MutableSpan<UInt64>
  ) -> Int {
    let run = run(around: gpus, layout, bits.span)
    var words = 3 &+ run.count &>> 6
    for index in 0..<sizes.count {
      // The first GPUs of the windows in the run that overlap the group.
      let first = max(run.lowerBound, gpus.lowerBound &- sizes[index] &+ 1)
      let last = min(run.upperBound &- sizes[index], gpus.upperBound &- 1)
      guard first <= last else { break }
      if isFree {
        layout.insert(first, through: last, into: index, &bits)
      } else {
        layout.remove(first, through: last, from: index, &bits)
      }
      words &+= 1 &+ (last &- first) &>> 6
    }
    return words
  }

  /// Updates the windows of up to 64 GPUs, of which those of one size are a word.
  @inline(__always)
  private func changeInWord(
    _ gpus: Range<Int>, toFree isFree: Bool, _ layout: GPUSetLayout,
    _ bits: inout MutableSpan<UInt64>
  ) -> Int {
    let group = layout.mask(gpus.lowerBound, gpus.upperBound &- 1, inWord: 0)
    var word = isFree ? bits[0] | group : bits[0] & ~group
    var size = 1
    for index in 0..<sizes.count {
      // Two windows that overlap or touch make a longer one.
      while size < sizes[index] {
        let step = min(size, sizes[index] &- size)
        word &= word &>> UInt64(truncatingIfNeeded: step)
        size &+= step
      }
      // Longer windows follow from those of this size.
      guard bits[index] != word else { return index &+ 1 }
      layout.setOnlyWord(word, of: index, &bits)
    }
    return sizes.count
  }

  /// Returns a group with the free GPUs on both sides, as far as windows that overlap it can reach.
  private func run(
    around gpus: Range<Int>, _ layout: GPUSetLayout, _ bits: Span<UInt64>
  ) -> Range<Int> {
    let reach = sizes[sizes.count &- 1] &- 1
    guard reach > 0 else { return gpus }
    let first = gpus.lowerBound
    let end = gpus.upperBound
    return layout.runStart(
      before: first, downTo: max(0, first &- reach), bits)..<layout.runEnd(
        from: end, to: min(gpuCount, end &+ reach), bits)
  }

  /// The length of the longest run of consecutive free GPUs.
  ///
  /// - Complexity: O(runs of free GPUs + GPUs / 64).
  func longestRun(in layout: GPUSetLayout, _ bits: Span<UInt64>) -> Int {
    var (longest, position) = (0, 0)
    while position < gpuCount {
      let rest =
        bits[layout.index(ofWord: position >> 6, of: Self.freeGPUs)] >> UInt64(position & 63)
      guard rest != 0 else {
        position = position & ~63 + 64
        continue
      }
      position += rest.trailingZeroBitCount
      let end = layout.runEnd(from: position, to: gpuCount, bits)
      longest = max(longest, end - position)
      position = end
    }
    return longest
  }
}
