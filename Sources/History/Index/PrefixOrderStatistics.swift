import Engine

/// An append-only list of numbers with the order statistics of each of its prefixes.
///
/// Whole blocks of 256, 2,048, 16,384, … values are also kept sorted, so that a prefix is a few
/// sorted runs and a rest of fewer than 256. The value with a given rank is found by bisection over
/// the bit patterns of doubles, which are ordered as the (not negative) doubles are.
///
/// Memory: 16 bytes for each value, and 8 for each of its levels, of which there are
/// log₈(count / 256).
struct PrefixOrderStatistics: Sendable {
  private static let blockSize = 256
  private static let growth = 8

  private var tree = MaximumTree<Double>()
  private var sums: [Double] = []
  /// `levels[k]` holds the sorted blocks of 256 · 8ᵏ values, one after the other.
  private var levels: [[Double]] = []

  /// The values.
  var values: [Double] { tree.values }

  mutating func reserveCapacity(_ count: Int) {
    tree.reserveCapacity(count)
    sums.reserveCapacity(count)
  }

  /// Adds a value; it must not be negative.
  ///
  /// - Complexity: O(log² count), amortised.
  mutating func append(_ value: Double) {
    assert(value >= 0)
    tree.append(value)
    sums.append((sums.last ?? 0) + value)
    var size = Self.blockSize
    var level = 0
    while tree.count.isMultiple(of: size) {
      if level == levels.count { levels.append([]) }
      levels[level] += tree.values[(tree.count - size)...].sorted()
      level += 1
      size *= Self.growth
    }
  }

  /// A summary of the first `count` values; nil if there are none.
  ///
  /// - Complexity: O(log³ count).
  func distribution(ofFirst count: Int) -> Distribution? {
    let prefix = Prefix(self, count: count)
    return Distribution(count: count, sum: count == 0 ? 0 : sums[count - 1], value: prefix.value)
  }

  /// For each bound the number of the first `count` values that are below it.
  ///
  /// - Complexity: O(bounds · log² count).
  func counts(ofFirst count: Int, below bounds: [Double]) -> [Int] {
    let prefix = Prefix(self, count: count)
    return bounds.map(prefix.count(below:))
  }

  /// The places of the largest of the first `count` values, the largest first, of equal ones the
  /// first.
  ///
  /// - Complexity: O(length · log count + log³ count).
  func largest(_ length: Int, ofFirst count: Int) -> [Int] {
    let length = min(length, count)
    guard length > 0 else { return [] }
    let prefix = Prefix(self, count: count)
    let least = prefix.value(rank: count - length)
    // Any number of values may be equal to the least: the larger ones are found first.
    let larger = places(ofFirst: count, atLeast: least.nextUp, upTo: length)
    let found = places(ofFirst: count, atLeast: least, upTo: length)
    let equal = found.lazy.filter { tree[$0] == least }.prefix(length - larger.count)
    return (larger + equal).sorted { (tree[$1], $0) < (tree[$0], $1) }
  }

  private func places(ofFirst count: Int, atLeast bound: Double, upTo limit: Int) -> [Int] {
    var result: [Int] = []
    var next = 0
    while result.count < limit, let place = tree.firstIndex(from: next, to: count, atLeast: bound) {
      result.append(place)
      next = place + 1
    }
    return result
  }

  /// The first values as sorted runs.
  private struct Prefix {
    private var runs: [ArraySlice<Double>] = []

    init(_ statistics: PrefixOrderStatistics, count: Int) {
      var done = 0
      var size = PrefixOrderStatistics.blockSize
      for _ in statistics.levels.dropFirst() { size *= PrefixOrderStatistics.growth }
      for level in statistics.levels.reversed() {
        while done + size <= count {
          runs.append(level[done..<done + size])
          done += size
        }
        size /= PrefixOrderStatistics.growth
      }
      if done < count { runs.append(ArraySlice(statistics.values[done..<count].sorted())) }
    }

    func count(below bound: Double) -> Int {
      runs.reduce(0) { count, run in
        count + run.partitionPoint { $0 >= bound } - run.startIndex
      }
    }

    func value(rank: Int) -> Double {
      // The largest double that at most `rank` values are below is the value with that rank.
      var (low, high): (UInt64, UInt64) = (0, Double.infinity.bitPattern)
      while low < high {
        let middle = low + (high - low + 1) / 2
        if count(below: Double(bitPattern: middle)) <= rank {
          low = middle
        } else {
          high = middle - 1
        }
      }
      return Double(bitPattern: low)
    }
  }
}
