import Engine

/// The times of things that end, by the group that each belongs to, as known at any event.
///
/// Memory: 12 bytes for each time, and that of `SortedBlocks`.
struct GroupedTimes: Sendable {
  private var groups: [Group]

  private struct Group: Sendable {
    /// The events at which the times ended, in order.
    var events: [Int32] = []
    var seconds: [Double] = []
    /// The sum of all times before every 256th one.
    var sums: [Double] = []
    var blocks = SortedBlocks()
  }

  private static let sumDistance = 256

  init(groupCount: Int) { groups = [Group](repeating: Group(), count: groupCount) }

  /// Makes room for as many times of each group as there will be.
  mutating func reserveCapacity(_ counts: [Int]) {
    for (group, count) in counts.enumerated() {
      groups[group].events.reserveCapacity(count)
      groups[group].seconds.reserveCapacity(count)
      groups[group].sums.reserveCapacity(count / Self.sumDistance + 1)
      groups[group].blocks.reserveCapacity(count)
    }
  }

  /// Adds a time, in seconds, that ended at an event.
  ///
  /// - Complexity: O(log² times), amortised.
  mutating func append(_ seconds: Double, at event: Int, to group: Int) {
    let seconds = max(seconds, 0)
    if groups[group].seconds.count.isMultiple(of: Self.sumDistance) {
      groups[group].sums.append(
        groups[group].seconds.suffix(Self.sumDistance).reduce(groups[group].sums.last ?? 0, +))
    }
    groups[group].events.append(Int32(event))
    groups[group].seconds.append(seconds)
    groups[group].blocks.noteAppended(to: groups[group].seconds)
  }

  /// The number of times of a group that ended among the first events.
  ///
  /// - Complexity: O(log times).
  func count(of group: Int, before eventCount: Int) -> Int {
    groups[group].events.partitionPoint { Int($0) >= eventCount }
  }

  /// A summary of the times of a group that ended among the first events; nil if there are none.
  ///
  /// - Complexity: O(log² times).
  func summary(of group: Int, before eventCount: Int) -> Distribution? {
    let count = count(of: group, before: eventCount)
    let group = groups[group]
    guard count > 0 else { return nil }
    let prefix = group.blocks.prefix(of: group.seconds, count: count)
    let block = (count - 1) / Self.sumDistance
    let sum = group.seconds[block * Self.sumDistance..<count].reduce(group.sums[block], +)
    return Distribution(count: count, sum: sum, value: prefix.value)
  }
}
