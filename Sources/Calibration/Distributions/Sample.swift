import Glibc

/// The count, mean and deviation of some numbers.
struct Sample {
  let count: Int
  let mean: Double
  /// The standard deviation, with n − 1; 0 for fewer than two numbers.
  let deviation: Double

  init(_ numbers: [Double]) {
    count = numbers.count
    let mean = numbers.isEmpty ? 0 : numbers.reduce(0, +) / Double(numbers.count)
    self.mean = mean
    let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    deviation = numbers.count < 2 ? 0 : (squares / Double(numbers.count - 1)).squareRoot()
  }

  /// Half the width of the 95 % interval of the mean; nil for fewer than two numbers.
  var margin: Double? {
    guard count >= 2 else { return nil }
    return Self.quantile(freedom: count - 1) * deviation / Double(count).squareRoot()
  }

  /// The 95 % interval of the deviation; nil for fewer than two numbers.
  ///
  /// It is that of normal numbers, and too wide for evenly distributed ones.
  var deviationInterval: ClosedRange<Double>? {
    guard count >= 2 else { return nil }
    let distribution = ChiSquareDistribution(freedom: Double(count - 1))
    let freedom = Double(count - 1)
    return deviation * (freedom / distribution.quantile(0.975)).squareRoot()...deviation
      * (freedom / distribution.quantile(0.025)).squareRoot()
  }

  /// Student's factor of a 95 % interval.
  static func quantile(freedom: Int) -> Double {
    StudentDistribution(freedom: Double(freedom)).quantile(0.975)
  }
}
