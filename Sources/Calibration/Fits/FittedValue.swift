/// A number fitted to measurements.
public struct FittedValue: Hashable, Sendable {
  /// The value.
  public var value: Double
  /// The number of measurements.
  public var count: Int
  /// The 95 % interval; nil where too few measurements tell how far they scatter.
  ///
  /// It also allows for `Measurements.lateness`.
  public var interval: ClosedRange<Double>?
}

extension FittedValue {
  /// The mean of some durations.
  init(meanOf durations: [Double]) {
    let sample = Sample(durations)
    value = sample.mean
    count = sample.count
    interval = sample.margin.map { margin in
      max(0, sample.mean - margin - Measurements.lateness)...sample.mean + margin
    }
  }

  /// The standard deviation of some durations.
  init(deviationOf durations: [Double]) {
    let sample = Sample(durations)
    value = sample.deviation
    count = sample.count
    interval = sample.deviationInterval.map { interval in
      max(0, interval.lowerBound - Measurements.lateness)...interval.upperBound
        + Measurements.lateness
    }
  }

  /// The ratio of two sums, such as tokens per second.
  ///
  /// Totals are predicted without bias. The interval is that of the inverse, turned around.
  init?(ratioOf amounts: [Double], to durations: [Double]) {
    let (amount, duration) = (amounts.reduce(0, +), durations.reduce(0, +))
    guard amount > 0, duration > 0, amounts.count == durations.count else { return nil }
    value = amount / duration
    count = amounts.count
    let (inverse, meanAmount) = (duration / amount, amount / Double(amounts.count))
    let residuals = zip(amounts, durations).map { $1 - inverse * $0 }
    interval = Sample(residuals).margin.map { margin in
      let least = max(0, inverse - (margin + Measurements.lateness) / meanAmount)
      let most = inverse + margin / meanAmount
      return 1 / most...(least > 0 ? 1 / least : .infinity)
    }
  }
}
