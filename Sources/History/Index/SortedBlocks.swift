import Engine

/// The whole blocks of an append-only list of numbers, sorted.
///
/// There are blocks of 512, 8,192, 131,072, … numbers, so that a prefix of the list is a few sorted runs
/// and a rest of fewer than 512. The number with a given rank is found by bisection over the bit
/// patterns of doubles, which are ordered as the (not negative) doubles are.
///
/// Memory: 8 bytes for each number and each of its levels, of which there are log₁₆(count / 512).
struct SortedBlocks: Sendable {
  private static let blockSize = 512
  private static let growth = 16

  /// `levels[k]` holds the sorted blocks of 256 · 8ᵏ numbers, one after the other.
  private var levels: [[Double]] = []

  /// Makes room for the blocks of as many numbers as there will be.
  mutating func reserveCapacity(_ count: Int) {
    var size = Self.blockSize
    var level = 0
    while size <= count {
      if level == levels.count { levels.append([]) }
      levels[level].reserveCapacity(count / size * size)
      level += 1
      size *= Self.growth
    }
  }

  /// Takes note of a number that was added to the list.
  ///
  /// - Complexity: O(log² count), amortised.
  mutating func noteAppended(to list: [Double]) {
    var size = Self.blockSize
    var level = 0
    while list.count.isMultiple(of: size) {
      if level == levels.count { levels.append([]) }
      // The smaller blocks are sorted runs already, which are merged.
      let block = level == 0 ? list[(list.count - size)...] : levels[level - 1].suffix(size)
      levels[level] += block.sorted()
      level += 1
      size *= Self.growth
    }
  }

  /// The first `count` numbers of the list as sorted runs.
  ///
  /// - Complexity: O(log count).
  func prefix(of list: [Double], count: Int) -> Prefix {
    var runs: [ArraySlice<Double>] = []
    var done = 0
    var size = Self.blockSize
    for _ in levels.dropFirst() { size *= Self.growth }
    for level in levels.reversed() {
      while done + size <= count {
        runs.append(level[done..<done + size])
        done += size
      }
      size /= Self.growth
    }
    if done < count { runs.append(ArraySlice(list[done..<count].sorted())) }
    return Prefix(runs: runs)
  }

  /// The first numbers of a list as sorted runs.
  struct Prefix {
    fileprivate let runs: [ArraySlice<Double>]

    func count(below bound: Double) -> Int {
      runs.reduce(0) { count, run in
        count + run.partitionPoint { $0 >= bound } - run.startIndex
      }
    }

    /// The number with a rank, counted from 0.
    ///
    /// - Complexity: O(runs · log count).
    func value(rank: Int) -> Double {
      // The largest double that at most `rank` numbers are below is the number with that rank.
      var (low, high): (UInt64, UInt64) = (0, Double.infinity.bitPattern)
      var windows = runs.map(\.indices)
      while low < high {
        let middle = low + (high - low + 1) / 2
        let bound = Double(bitPattern: middle)
        var below = 0
        let places = zip(runs, windows).map { run, window in
          let place = run[window].partitionPoint { $0 >= bound }
          below += place - run.startIndex
          return place
        }
        if below <= rank {
          low = middle
          for (run, place) in places.enumerated() { windows[run] = place..<windows[run].upperBound }
        } else {
          high = middle - 1
          for (run, place) in places.enumerated() { windows[run] = windows[run].lowerBound..<place }
        }
      }
      return Double(bitPattern: low)
    }
  }
}
