/// Eight zeros as text.
let zeros: UInt64 = 0x3030_3030_3030_3030

/// The eight decimal digits of a number below 100,000,000, one a byte, the first one lowest.
///
/// The number is cut in two until each part is a digit; all parts are divided in one go, by
/// multiplications that are exact for numbers so small.
func eightDigits(_ number: UInt64) -> UInt64 {
  let (high, low) = number.quotientAndRemainder(dividingBy: 10_000)
  let fours = high | low << 32
  let hundreds = ((fours &* 10_486) >> 20) & 0x0000_007F_0000_007F
  let twos = hundreds | (fours &- hundreds &* 100) << 16
  let tens = ((twos &* 103) >> 10) & 0x000F_000F_000F_000F
  return tens | (twos &- tens &* 10) << 8
}

/// Up to eight bytes of text in a word, the first one lowest.
struct Word {
  var bits: UInt64
  var length: Int

  /// The digits of a number below 100,000,000, with zeros in front if it has fewer.
  init(_ number: UInt64, digits: Int = 1) {
    let all = eightDigits(number)
    length = max(digits, 8 - all.trailingZeroBitCount / 8)
    bits = (all | zeros) >> (8 * (8 - length))
  }

  /// Puts a point before some of the bytes, of which there may be seven at most.
  mutating func insertPoint(beforeLast count: Int) {
    let place = UInt64(8 * (length - count))
    let before: UInt64 = 1 << place - 1
    bits = bits & before | UInt64(UInt8(ascii: ".")) << place | (bits & ~before) << 8
    length += 1
  }

  /// Appends a byte, for which there must be room.
  mutating func append(_ byte: UInt8) {
    bits |= UInt64(byte) << (8 * length)
    length += 1
  }
}

/// A double of at least 2^−10 and below 2^52, exactly: a whole number and a fraction in binary.
struct FixedPoint {
  let whole: UInt64

  /// The fraction as a multiple of the unit, the distance to the next larger double.
  let fraction: UInt64

  /// The number of binary digits of the fraction.
  let shift: UInt64

  /// One as a multiple of the unit.
  var one: UInt64 { 1 << shift }

  init(_ value: Double) {
    let significand = value.significandBitPattern | 1 << 52
    shift = UInt64(1023 + 52 - value.exponentBitPattern)
    whole = significand >> shift
    fraction = significand & (1 << shift - 1)
  }

  /// A fraction times a power of ten: its decimals, and what is left as a multiple of the unit.
  func decimals(of fraction: UInt64, power: UInt64) -> (decimals: UInt64, rest: UInt64) {
    let product = fraction.multipliedFullWidth(by: power)
    return (product.high << (64 - shift) | product.low >> shift, product.low & (one - 1))
  }
}
