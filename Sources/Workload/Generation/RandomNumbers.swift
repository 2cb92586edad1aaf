/// A seeded random number generator with the same numbers on every machine.
///
/// SplitMix64. Beyond whole numbers it uses addition, multiplication, division and the square root
/// alone, which IEEE 754 fixes to the last bit; the logarithms of C libraries differ.
public struct RandomNumbers: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Makes the generator of a seed.
  public init(seed: UInt64) { state = seed }

  /// Makes one of several independent generators of one seed.
  package init(seed: UInt64, stream: UInt64) {
    state = seed
    state = next() ^ stream
    state = next()
  }

  /// Returns 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Returns an evenly distributed number from 0 up to but not including 1.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Returns a whole number from 0 up to but not including `count`, which is at least 1.
  mutating func index(below count: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(count)).high)
  }

  /// Returns the time until the next of independent events with a mean of `rate` a second.
  package mutating func exponential(rate: Double) -> Double {
    -naturalLogarithm(1 - uniform()) / rate
  }

  /// Returns a normally distributed number, by Marsaglia's polar method.
  mutating func normal(mean: Double, deviation: Double) -> Double {
    while true {
      let (x, y) = (2 * uniform() - 1, 2 * uniform() - 1)
      let square = x * x + y * y
      guard square < 1, square > 0 else { continue }
      return mean + deviation * x * (-2 * naturalLogarithm(square) / square).squareRoot()
    }
  }
}

/// The natural logarithm of a positive, normal number, to about 1e-16 of its value.
func naturalLogarithm(_ value: Double) -> Double {
  var exponent = Double(value.exponent)
  var significand = value.significand
  if significand > 1.414_213_562_373_095 {
    significand /= 2
    exponent += 1
  }
  // ln m = 2 artanh((m − 1) / (m + 1)); the argument is below 0.172, so that eleven terms do.
  let ratio = (significand - 1) / (significand + 1)
  let square = ratio * ratio
  var sum = 0.0
  for divisor in stride(from: 21.0, through: 1, by: -2) { sum = sum * square + 1 / divisor }
  return 2 * ratio * sum + exponent * 0.693_147_180_559_945_3
}
