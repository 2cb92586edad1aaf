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
  func summary(of group: Int, before eventCount: Int) -> TimeSummary? {
    let count = count(of: group, before: eventCount)
    let group = groups[group]
    let prefix = group.blocks.prefix(of: group.seconds, count: count)
    guard let maximum = prefix.maximum else { return nil }
    let block = (count - 1) / Self.sumDistance
    let sum = group.seconds[block * Self.sumDistance..<count].reduce(group.sums[block], +)
    func at(_ fraction: Double) -> Double {
      percentile(fraction, count: count, value: prefix.value)
    }
    return TimeSummary(
      count: count, mean: sum / Double(count), median: at(0.5), p95: at(0.95), maximum: maximum)
  }
}

/// The number, the mean and some order statistics of times, in seconds.
public struct TimeSummary: Hashable, Sendable {
  /// The number of times; at least 1.
  public let count: Int
  /// The arithmetic mean.
  public let mean: Double
  /// The 50th percentile.
  public let median: Double
  /// The 95th percentile.
  public let p95: Double
  /// The largest time.
  public let maximum: Double
}
