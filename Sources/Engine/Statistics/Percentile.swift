/// A percentile of a sorted list: linear interpolation between order statistics.
///
/// Hyndman and Fan's type 7, which is numpy's default.
///
/// - Parameters:
///   - fraction: 0 for the minimum, 0.5 for the median, 1 for the maximum.
///   - count: the number of values; at least 1.
///   - value: the value with the given rank, counted from 0.
/// - Returns: a value between the smallest and the largest one.
package func percentile(_ fraction: Double, count: Int, value: (_ rank: Int) -> Double) -> Double {
  let position = fraction * Double(count - 1)
  let lower = Int(position)
  let low = value(lower)
  guard lower + 1 < count else { return low }
  // From the nearer end, as numpy does it, so that the last bit agrees.
  let high = value(lower + 1)
  let share = position - Double(lower)
  return share < 0.5 ? low + (high - low) * share : high - (high - low) * (1 - share)
}

/// The mean and six order statistics of a list of numbers.
public struct Distribution: Hashable, Sendable {
  /// The number of values; at least 1.
  public let count: Int
  /// The arithmetic mean.
  public let mean: Double
  /// The smallest value.
  public let min: Double
  /// The 50th percentile.
  public let median: Double
  /// The 90th percentile.
  public let p90: Double
  /// The 95th percentile.
  public let p95: Double
  /// The 99th percentile.
  public let p99: Double
  /// The largest value.
  public let max: Double

  /// Summarizes a list; nil if it is empty.
  ///
  /// - Complexity: O(n log n).
  public init?(_ values: [Double]) {
    let sorted = values.sorted()
    self.init(count: sorted.count, sum: values.reduce(0, +)) { sorted[$0] }
  }

  /// Summarizes a list given by its sum and a function that returns each order statistic.
  package init?(count: Int, sum: Double, value: (_ rank: Int) -> Double) {
    guard count > 0 else { return nil }
    func at(_ fraction: Double) -> Double { percentile(fraction, count: count, value: value) }
    self.count = count
    mean = sum / Double(count)
    min = at(0)
    median = at(0.5)
    p90 = at(0.9)
    p95 = at(0.95)
    p99 = at(0.99)
    max = at(1)
  }
}
