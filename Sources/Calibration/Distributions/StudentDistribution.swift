import Glibc

/// Student's distribution of a mean whose deviation is estimated from the same numbers.
struct StudentDistribution {
  /// The degrees of freedom, above 0.
  let freedom: Double

  /// The probability of a value up to `t`.
  func probability(upTo t: Double) -> Double {
    let tail = regularizedBeta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2
    return t < 0 ? tail : 1 - tail
  }

  /// The value below which a share of the distribution lies; `probability` is above 0.5.
  func quantile(_ probability: Double) -> Double {
    root(of: { self.probability(upTo: $0) - probability }, above: 0)
  }
}

/// The regularized incomplete beta function, by the continued fraction of Lentz's method.
///
/// Source: M. Abramowitz and I. Stegun, Handbook of Mathematical Functions, 26.5.8.
func regularizedBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
  guard x > 0 else { return 0 }
  guard x < 1 else { return 1 }
  // The fraction converges fast on one side of the mean alone.
  return x < (a + 1) / (a + b + 2) ? betaFraction(x, a, b) : 1 - betaFraction(1 - x, b, a)
}

private func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
  let scale = exp(
    lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
  let smallest = 1e-300
  func bounded(_ value: Double) -> Double { abs(value) < smallest ? smallest : value }
  var (c, d) = (1.0, 1 / bounded(1 - (a + b) * x / (a + 1)))
  var fraction = d
  for step in 1...300 {
    let m = Double(step)
    let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / bounded(1 + even * d)
    c = bounded(1 + even / c)
    fraction *= d * c
    let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / bounded(1 + odd * d)
    c = bounded(1 + odd / c)
    fraction *= d * c
    if abs(d * c - 1) < 1e-15 { break }
  }
  return scale * fraction / a
}

/// The root of an increasing function that is negative at `start`, to the last digits.
func root(of function: (Double) -> Double, above start: Double) -> Double {
  var (low, high) = (start, max(1, 2 * start))
  while function(high) < 0, high < 1e300 { (low, high) = (high, 2 * high) }
  for _ in 0..<200 {
    let middle = low + (high - low) / 2
    guard middle > low, middle < high else { break }
    if function(middle) < 0 { low = middle } else { high = middle }
  }
  return high
}
