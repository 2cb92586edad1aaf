/// The free GPUs, and for each number of GPUs that a model takes the places at which so many
/// consecutive ones are free.
///
/// When a group changes, only windows that overlap it do, so that finding the lowest one of a size
/// takes no search among the GPUs.
struct FreeWindows: Sendable {
  /// The numbers of GPUs that models take, as far as there are so many; ascending, the first is 1.
  let sizes: [Int]
  private let gpuCount: Int
  private let layout: GPUSetLayout
  /// For each size the set of first GPUs of its windows; for the size 1 these are the free GPUs.
  private var bits: [UInt64]
  /// How many words were looked at.
  private(set) var work = WorkCount()

  /// Makes the windows of so many GPUs, all of them free.
  init(sizes: some Sequence<Int>, gpuCount: Int) {
    self.sizes = Set(sizes).union([1]).filter { $0 <= gpuCount }.sorted()
    self.gpuCount = gpuCount
    layout = GPUSetLayout(count: self.sizes.count, capacity: gpuCount)
    bits = layout.empty
    free(0..<gpuCount)
  }

  func isFree(_ gpu: Int) -> Bool { layout.contains(gpu, in: 0, bits.span) }

  /// The first GPU of the lowest window of `sizes[index]` free GPUs.
  ///
  /// - Complexity: O(1) up to 4,096 GPUs.
  func first(ofSizeAt index: Int) -> Int? { layout.first(of: index, bits.span) }

  /// Notes that a group is no longer free.
  ///
  /// - Complexity: O(sizes), for groups and sizes up to 64.
  mutating func take(_ gpus: Range<Int>) {
    let words = Self.take(gpus, sizes, layout, &bits)
    work.add(words)
  }

  /// Notes that a group is free now.
  ///
  /// - Complexity: O(sizes), for groups and sizes up to 64.
  mutating func free(_ gpus: Range<Int>) {
    let words = Self.free(gpus, gpuCount, sizes, layout, &bits)
    work.add(words)
  }

  // The two are static, so that the bits are borrowed once and not for each size.

  /// Removes the windows that overlap a group; the number of words that were looked at.
  private static func take(
    _ gpus: Range<Int>, _ sizes: [Int], _ layout: GPUSetLayout, _ bits: inout [UInt64]
  ) -> Int {
    var bits = bits.mutableSpan
    var words = 0
    for index in sizes.indices {
      let first = max(0, gpus.lowerBound &- sizes[index] &+ 1)
      layout.remove(first, through: gpus.upperBound &- 1, from: index, &bits)
      words &+= 1 &+ (gpus.upperBound &- first) &>> 6
    }
    return words
  }

  /// Adds the windows that a group completes; the number of words that were looked at.
  private static func free(
    _ gpus: Range<Int>, _ gpuCount: Int, _ sizes: [Int], _ layout: GPUSetLayout,
    _ bits: inout [UInt64]
  ) -> Int {
    let (first, end) = (gpus.lowerBound, gpus.upperBound)
    let largest = sizes[sizes.count &- 1]
    var bits = bits.mutableSpan
    layout.insert(first, through: end &- 1, into: 0, &bits)
    guard largest > 1 else { return 1 }
    let runStart = layout.runStart(before: first, downTo: max(0, first &- largest &+ 1), bits.span)
    let runEnd = layout.runEnd(from: end, to: min(gpuCount, end &+ largest &- 1), bits.span)
    var words = 3 &+ (runEnd &- runStart) &>> 6
    for index in 1..<sizes.count where runEnd &- runStart >= sizes[index] {
      let lowest = max(runStart, first &- sizes[index] &+ 1)
      let highest = min(runEnd &- sizes[index], end &- 1)
      layout.insert(lowest, through: highest, into: index, &bits)
      words &+= 1 &+ (highest &- lowest) &>> 6
    }
    return words
  }

  /// The length of the longest run of consecutive free GPUs.
  ///
  /// - Complexity: O(runs of free GPUs + GPUs / 64).
  var longestRun: Int {
    var (longest, position) = (0, 0)
    while position < gpuCount {
      let rest = bits[layout.index(ofWord: position >> 6, of: 0)] >> UInt64(position & 63)
      guard rest != 0 else {
        position = position & ~63 + 64
        continue
      }
      position += rest.trailingZeroBitCount
      let end = layout.runEnd(from: position, to: gpuCount, bits.span)
      longest = max(longest, end - position)
      position = end
    }
    return longest
  }
}
