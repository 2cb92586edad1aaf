import Engine

/// The seconds that a GPU has spent on each model, so that those of any stretch are a subtraction.
///
/// The sums are kept before every block of entries. With four times as many entries in a block as there
/// are models, they take 4 bytes for each entry at most.
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
    blockSize = max(64, 4 * modelCount)
  }

  mutating func reserveCapacity(_ count: Int) {
    blocks.reserveCapacity((count / blockSize + 1) * 2 * modelCount)
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

  /// The sums of all entries before a place, in the order of this one's.
  ///
  /// - Complexity: O(models), and no more than a block of entries.
  func load(before place: Int, of entries: [LaneEntry], into sums: inout [Double]) {
    let nearest = min((place + blockSize / 2) / blockSize, blocks.count / sums.count - 1)
    let first = nearest * sums.count
    for index in sums.indices { sums[index] = blocks[first + index] }
    let settled = nearest * blockSize
    if settled < place {
      for entry in entries[settled..<place] { add(entry, to: &sums) }
    } else {
      for entry in entries[place..<settled] { add(entry, times: -1, to: &sums) }
    }
  }

  func isNear(_ place: Int, after other: Int) -> Bool {
    place >= other && place - other <= blockSize / 2
  }

  func add(_ entry: LaneEntry, times factor: Double = 1, to sums: inout [Double]) {
    sums[entry.model.index] += factor * (entry.end - entry.start)
    sums[modelCount + entry.model.index] += factor * (entry.start - entry.begin)
  }
}
