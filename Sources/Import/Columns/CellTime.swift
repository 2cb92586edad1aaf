internal import Workload

/// A time in a cell: ISO 8601, or a number of units since 1970 or since any other moment.
enum CellTime {
  /// Microseconds since 1970.
  case time(Int64)
  /// The cell has no time.
  case none
  /// The time is outside the years 1 to 9999.
  case outOfRange

  private static let range: ClosedRange<Int64> = -62_135_596_800_000_000...253_402_300_799_999_999

  /// Reads a cell; a number is rounded to a microsecond.
  init(_ text: Span<UInt8>, unit: TimeUnit) {
    switch Self.microseconds(text, power: unit.powerToMicroseconds) {
    case .some(let value?) where Self.range.contains(value): self = .time(value)
    case .some: self = .outOfRange
    case nil: self = Timestamp(text).map { .time($0.microseconds) } ?? .none
    }
  }

  /// A decimal number times a power of ten, rounded; nil inside if it is too large, nil if the text
  /// is no decimal number.
  private static func microseconds(_ text: Span<UInt8>, power: Int) -> Int64?? {
    var index = 0
    let isNegative = text.count > 0 && text[0] == UInt8(ascii: "-")
    if text.count > 0, isNegative || text[0] == UInt8(ascii: "+") { index = 1 }
    var (digits, scale, count) = (UInt64(0), power, 0)
    var isFraction = false
    loop: while index < text.count {
      let byte = text[index]
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        count += 1
        if digits < 100_000_000_000_000_000 {
          digits = digits * 10 + UInt64(byte - UInt8(ascii: "0"))
          if isFraction { scale -= 1 }
        } else if !isFraction {
          scale += 1
        }
      case UInt8(ascii: ".") where !isFraction: isFraction = true
      default: break loop
      }
      index += 1
    }
    guard count > 0 else { return nil }
    if index < text.count {
      guard let exponent = exponent(text, from: index) else { return nil }
      scale += exponent
    }
    guard let magnitude = scaled(digits, by: scale) else { return .some(nil) }
    return .some(isNegative ? -magnitude : magnitude)
  }

  /// The exponent that takes up the rest of a text; nil if there is none.
  private static func exponent(_ text: Span<UInt8>, from start: Int) -> Int? {
    guard text[start] | 0x20 == UInt8(ascii: "e"), text.count - start <= 6 else { return nil }
    var bytes: [UInt8] = []
    for index in (start + 1)..<text.count { bytes.append(text[index]) }
    return Int(String(decoding: bytes, as: UTF8.self))
  }

  private static func scaled(_ digits: UInt64, by power: Int) -> Int64? {
    if digits == 0 { return 0 }
    var value = digits
    if power >= 0 {
      for _ in 0..<min(power, 20) {
        let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
        guard !isTooLarge else { return nil }
        value = product
      }
      return Int64(exactly: value)
    }
    guard power >= -19 else { return 0 }
    var divisor: UInt64 = 1
    for _ in 0..<(-power) { divisor *= 10 }
    let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
    return Int64(exactly: quotient + (rest >= divisor / 2 ? 1 : 0))
  }
}
