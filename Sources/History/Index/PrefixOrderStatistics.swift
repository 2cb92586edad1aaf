import Engine

/// An append-only list of numbers with the order statistics of each of its prefixes.
///
/// Memory: 16 bytes for each value, and that of `SortedBlocks`.
struct PrefixOrderStatistics: Sendable {
  private var tree = MaximumTree<Double>()
  private var sums: [Double] = []
  private var blocks = SortedBlocks()

  /// The values.
  var values: [Double] { tree.values }

  mutating func reserveCapacity(_ count: Int) {
    tree.reserveCapacity(count)
    sums.reserveCapacity(count)
    blocks.reserveCapacity(count)
  }

  /// Adds a value; it must not be negative.
  ///
  /// - Complexity: O(log² count), amortised.
  mutating func append(_ value: Double) {
    assert(value >= 0)
    tree.append(value)
    sums.append((sums.last ?? 0) + value)
    blocks.noteAppended(to: tree.values)
  }

  /// A summary of the first `count` values; nil if there are none.
  ///
  /// - Complexity: O(log³ count).
  func distribution(ofFirst count: Int) -> Distribution? {
    let prefix = blocks.prefix(of: values, count: count)
    return Distribution(count: count, sum: count == 0 ? 0 : sums[count - 1], value: prefix.value)
  }

  /// For each bound the number of the first `count` values that are below it.
  ///
  /// - Complexity: O(bounds · log² count).
  func counts(ofFirst count: Int, below bounds: [Double]) -> [Int] {
    let prefix = blocks.prefix(of: values, count: count)
    return bounds.map(prefix.count(below:))
  }

  /// The places of the largest of the first `count` values, the largest first, of equal ones the
  /// first.
  ///
  /// - Complexity: O(length · log count + log³ count).
  func largest(_ length: Int, ofFirst count: Int) -> [Int] {
    let length = min(length, count)
    guard length > 0 else { return [] }
    let prefix = blocks.prefix(of: values, count: count)
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
}
