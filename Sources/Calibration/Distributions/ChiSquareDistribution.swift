import Glibc

/// The distribution of the sum of squares of normal deviations.
struct ChiSquareDistribution {
  /// The degrees of freedom, above 0.
  let freedom: Double

  /// The probability of a value up to `x`.
  func probability(upTo x: Double) -> Double { regularizedGamma(freedom / 2, x / 2) }

  /// The value below which a share of the distribution lies.
  func quantile(_ probability: Double) -> Double {
    root(of: { self.probability(upTo: $0) - probability }, above: 0)
  }
}

/// The regularized lower incomplete gamma function.
///
/// Its power series below the mean, its continued fraction above. Source: M. Abramowitz and
/// I. Stegun, Handbook of Mathematical Functions, 6.5.29 and 6.5.31.
func regularizedGamma(_ a: Double, _ x: Double) -> Double {
  guard x > 0 else { return 0 }
  let scale = exp(a * log(x) - x - lgamma(a))
  if x < a + 1 {
    var (term, sum) = (1 / a, 1 / a)
    for step in 1...2000 {
      term *= x / (a + Double(step))
      sum += term
      if term < sum * 1e-16 { break }
    }
    return scale * sum
  }
  let smallest = 1e-300
  func bounded(_ value: Double) -> Double { abs(value) < smallest ? smallest : value }
  var b = x + 1 - a
  var (c, d) = (1 / smallest, 1 / bounded(b))
  var fraction = d
  for step in 1...2000 {
    let numerator = -Double(step) * (Double(step) - a)
    b += 2
    d = 1 / bounded(numerator * d + b)
    c = bounded(b + numerator / c)
    fraction *= d * c
    if abs(d * c - 1) < 1e-15 { break }
  }
  return 1 - scale * fraction
}
