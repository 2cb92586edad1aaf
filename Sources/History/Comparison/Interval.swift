import Engine

/// A mean, and how far off it may be.
public struct Interval: Hashable, Sendable {
  /// The arithmetic mean.
  public let mean: Double
  /// Half the width of the 95 % confidence interval, by Student's t; nil for a single value.
  public let margin: Double?

  /// Sums up some values; nil if there are none.
  public init?(_ values: [Double]) {
    guard !values.isEmpty else { return nil }
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    self.mean = mean
    guard values.count > 1 else {
      margin = nil
      return
    }
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    margin = Self.quantile(degreesOfFreedom: values.count - 1) * (variance / count).squareRoot()
  }

  /// The 97.5th percentile of Student's t distribution.
  static func quantile(degreesOfFreedom: Int) -> Double {
    let table = [
      12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
      2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
      2.052, 2.048, 2.045, 2.042,
    ]
    guard degreesOfFreedom > table.count else { return table[degreesOfFreedom - 1] }
    // The first terms of the expansion around the normal distribution.
    let (z, n) = (1.959964, Double(degreesOfFreedom))
    return z + (z * z * z + z) / (4 * n)
  }
}
