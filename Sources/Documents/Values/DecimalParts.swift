/// A decimal number taken apart.
struct DecimalParts {
  var isNegative = false
  /// All digits before the exponent as one whole number, unless they are too many.
  private var digits: UInt64 = 0
  private var isTooLong = false
  /// The number of digits behind the point.
  private var decimals = 0
  private var hasExponent = false

  /// The number without its sign, or nil if the library must be asked: it has more than 19 digits, or
  /// an exponent.
  ///
  /// A whole number below 2^53 divided by a power of ten that a double holds is rounded once, and so
  /// is right. Otherwise both are shifted to the left until their highest bits are set: the quotient then
  /// has ten bits at least more than a double, of which the lowest one tells whether there is a rest.
  var magnitude: Double? {
    guard !hasExponent, !isTooLong, decimals < powersOfTen.count else { return nil }
    let power = powersOfTen[decimals]
    if digits < 1 << 53 { return Double(digits) / Double(power) }
    let (left, right) = (digits.leadingZeroBitCount, power.leadingZeroBitCount)
    let dividend = digits << UInt64(left)
    let (quotient, rest) = (power << UInt64(right)).dividingFullWidth(
      (high: dividend >> 1, low: dividend << 63))
    return Double(
      sign: .plus, exponent: right - left - 63, significand: Double(quotient | (rest == 0 ? 0 : 1)))
  }

  init?(_ bytes: Span<UInt8>) {
    var position = Self.endOfSign(in: bytes, at: 0)
    isNegative = position > 0 && bytes[0] == UInt8(ascii: "-")
    let whole = position
    position = skipDigits(in: bytes, from: position)
    var count = position - whole
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      let fraction = position + 1
      position = skipDigits(in: bytes, from: fraction)
      decimals = position - fraction
      count += decimals
    }
    guard count > 0 else { return nil }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      hasExponent = true
      let exponent = Self.endOfSign(in: bytes, at: position + 1)
      position = skipDigits(in: bytes, from: exponent)
      guard position > exponent else { return nil }
    }
    guard position == bytes.count else { return nil }
  }

  private static func endOfSign(in bytes: Span<UInt8>, at position: Int) -> Int {
    guard position < bytes.count else { return position }
    let isSign = bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+")
    return isSign ? position + 1 : position
  }

  private mutating func skipDigits(
    in bytes: Span<UInt8>, from start: Int
  ) -> Int {
    var position = start
    while position < bytes.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[position] {
      // Nineteen digits fit into a word.
      if digits >= 1_000_000_000_000_000_000 {
        isTooLong = true
      } else {
        digits = digits * 10 + UInt64(bytes[position] - UInt8(ascii: "0"))
      }
      position += 1
    }
    return position
  }
}

/// The powers of ten below 2^64.
private let powersOfTen: [UInt64] = [
  1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
  10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000,
  1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000,
  1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
]
