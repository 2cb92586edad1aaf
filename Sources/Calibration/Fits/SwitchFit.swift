/// The bandwidth and the overhead of a machine's switches, by least squares.
///
/// A switch takes (memory of the old model + memory of the new one) / bandwidth + overhead. Both can
/// be told apart if switches of different sizes were measured and larger ones surely took longer;
/// else the bandwidth stays as it was and the overhead is fitted. Neither becomes negative. Switches
/// that take no time have an infinite bandwidth.
struct SwitchFit {
  /// The bandwidth, in GB per second; nil if it stays.
  private(set) var bandwidth: FittedValue?
  /// The overhead, in seconds; nil if it stays.
  private(set) var overhead: FittedValue?

  /// Fits switches of some sizes, in GB, and durations, in seconds.
  ///
  /// - Parameters:
  ///   - sizes: the memory that is moved, old and new model together.
  ///   - durations: the duration of each switch.
  ///   - given: the bandwidth so far, in GB per second.
  init(sizes: [Double], durations: [Double], given: Double) {
    guard !sizes.isEmpty else { return }
    guard durations.contains(where: { $0 > 0 }) else {
      bandwidth = FittedValue(value: .infinity, count: sizes.count, interval: nil)
      overhead = FittedValue(value: 0, count: sizes.count, interval: nil)
      return
    }
    if let line = StraightLine(sizes, durations), let margin = line.slopeMargin, line.slope > margin
    {
      if line.intercept >= 0 {
        fit(line, margin, count: sizes.count)
      } else {
        fitTransfer(sizes, durations)
      }
      return
    }
    let rest = Sample(zip(sizes, durations).map { $1 - $0 / given })
    guard rest.mean >= 0 else {
      fitTransfer(sizes, durations)
      return
    }
    overhead = FittedValue(
      value: rest.mean, count: rest.count,
      interval: rest.margin.map { Self.interval(rest.mean, margin: $0) })
  }

  private mutating func fit(_ line: StraightLine, _ margin: Double, count: Int) {
    bandwidth = FittedValue(
      value: 1 / line.slope, count: count,
      interval: 1 / (line.slope + margin)...1 / (line.slope - margin))
    overhead = FittedValue(
      value: line.intercept, count: count,
      interval: line.interceptMargin.map { Self.interval(line.intercept, margin: $0) })
  }

  /// Takes all of each switch for the transfer of weights.
  private mutating func fitTransfer(_ sizes: [Double], _ durations: [Double]) {
    guard let rate = FittedValue(ratioOf: sizes, to: durations) else { return }
    bandwidth = rate
    overhead = FittedValue(value: 0, count: sizes.count, interval: nil)
  }

  private static func interval(_ value: Double, margin: Double) -> ClosedRange<Double> {
    max(0, value - margin - Measurements.lateness)...max(0, value + margin)
  }
}

/// A straight line through points, by least squares.
private struct StraightLine {
  let slope: Double
  let intercept: Double
  /// Half the width of the slope's 95 % interval; nil for fewer than three points.
  private(set) var slopeMargin: Double?
  /// Half the width of the intercept's 95 % interval; nil for fewer than three points.
  private(set) var interceptMargin: Double?

  /// Fits a line; nil if all points lie above one another.
  init?(_ xs: [Double], _ ys: [Double]) {
    let count = Double(xs.count)
    guard let least = xs.min(), let most = xs.max(), most - least > 1e-9 * most else { return nil }
    let (meanX, meanY) = (xs.reduce(0, +) / count, ys.reduce(0, +) / count)
    let spread = xs.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
    slope = zip(xs, ys).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) } / spread
    intercept = meanY - slope * meanX
    guard xs.count >= 3 else { return }
    let (a, b) = (intercept, slope)
    let squares = zip(xs, ys).reduce(0) { sum, point in
      let rest = point.1 - a - b * point.0
      return sum + rest * rest
    }
    let error = (squares / (count - 2)).squareRoot()
    let factor = Sample.quantile(freedom: xs.count - 2)
    // Lateness that grows with the size of a switch would pass for transfer time.
    slopeMargin = factor * error / spread.squareRoot() + Measurements.lateness / (most - least)
    interceptMargin =
      factor * error * (1 / count + meanX * meanX / spread).squareRoot()
      + Measurements.lateness * meanX / (most - least)
  }
}
