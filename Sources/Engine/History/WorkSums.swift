/// The seconds that a GPU has spent on each model, so that those of any stretch are a subtraction.
///
/// The sums are kept at every so many entries. With as many entries in a block as there are models,
/// they take no more memory than the entries.
struct WorkSums: Sendable {
  private let modelCount: Int
  private let blockSize: Int
  private var count = 0
  /// The sums of all entries so far: of computing for each model, then of preparing.
  private var totals: [Double] = []
  /// The sums before each block, one after the other.
  private var blocks: [Double] = []

  init(modelCount: Int) {
    self.modelCount = modelCount
    blockSize = max(16, modelCount)
  }

  /// Adds the next entry.
  ///
  /// - Complexity: O(1), amortised.
  mutating func append(_ entry: LaneEntry) {
    if totals.isEmpty { totals = [Double](repeating: 0, count: 2 * modelCount) }
    if count.isMultiple(of: blockSize) { blocks += totals }
    count += 1
    totals[entry.model.index] += entry.end - entry.start
    totals[modelCount + entry.model.index] += entry.start - entry.begin
  }

  /// Adds the seconds of a stretch of entries to sums in the order of this one's.
  ///
  /// - Complexity: O(models), and no more than two blocks of entries.
  func add(_ places: Range<Int>, of entries: [LaneEntry], to sums: inout [Double]) {
    let first = (places.lowerBound + blockSize - 1) / blockSize
    let last = min(places.upperBound / blockSize, blocks.count / max(2 * modelCount, 1) - 1)
    guard first < last else { return add(entries[places], to: &sums) }
    add(entries[places.lowerBound..<first * blockSize], to: &sums)
    add(entries[last * blockSize..<places.upperBound], to: &sums)
    let (before, after) = (first * sums.count, last * sums.count)
    for index in sums.indices { sums[index] += blocks[after + index] - blocks[before + index] }
  }

  private func add(_ entries: ArraySlice<LaneEntry>, to sums: inout [Double]) {
    for entry in entries {
      sums[entry.model.index] += entry.end - entry.start
      sums[modelCount + entry.model.index] += entry.start - entry.begin
    }
  }
}
