internal import Documents
internal import Foundation

/// Bytes being put together: text, numbers, JSON.
struct ByteBuffer {
  private(set) var bytes: [UInt8] = []

  var count: Int { bytes.count }

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { bytes.append(contentsOf: $0) }
  }

  /// Appends text that stands in the source, without making a string of it.
  mutating func append(literal text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  mutating func append(_ other: ByteBuffer) { bytes.append(contentsOf: other.bytes) }

  mutating func append(_ piece: [UInt8]) { bytes.append(contentsOf: piece) }

  mutating func append(_ number: Int) {
    guard number >= 0 else { return append(String(number)) }
    append(UInt64(number), digits: 1)
  }

  /// Appends a number, with zeros in front if it has fewer digits.
  mutating func append(_ number: UInt64, digits: Int) {
    guard number >= 10 || digits > 1 else {
      return bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number))
    }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { buffer in
      var rest = number
      var start = buffer.count
      while rest > 0 || buffer.count - start < digits {
        let quotient = rest / 10
        start -= 1
        let digit = UInt8(truncatingIfNeeded: rest &- quotient &* 10)
        buffer.initializeElement(at: start, to: UInt8(ascii: "0") &+ digit)
        rest = quotient
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[start...]))
    }
  }

  /// Appends a number with two decimals, rounded as `printf` does.
  mutating func appendFixed(_ value: Double) {
    let hundredfold = value * 100
    let rounded = hundredfold.rounded()
    // The product is not exact: near a tie, or where digits are lost, the library decides.
    guard value >= 0, hundredfold < 1e14, abs(abs(hundredfold - rounded) - 0.5) > 1e-3 else {
      return append(String(format: "%.2f", value))
    }
    let (whole, cents) = Int(rounded).quotientAndRemainder(dividingBy: 100)
    append(whole)
    bytes.append(UInt8(ascii: "."))
    append(cents / 10)
    append(cents % 10)
  }

  /// Appends a number as JSON: the shortest decimal that reads back as the same double.
  mutating func appendJSON(_ value: Double?) {
    guard let value, value.isFinite else { return append(literal: "null") }
    if !appendMillionths(value) { append(value.description) }
  }

  /// Appends a number that has no more than six decimals, as most times do.
  ///
  /// Different decimals of at most 15 digits are different doubles, so that one that gives the
  /// double is the only one, and the shortest. Small numbers are written with an exponent and left to
  /// the library, as are those that take more digits.
  private mutating func appendMillionths(_ value: Double) -> Bool {
    guard value >= 0.001 && value < 1e9 || value.bitPattern == 0 else { return false }
    let millionths = (value * 1e6).rounded()
    guard millionths < 1e15, millionths / 1e6 == value else { return false }
    var (whole, fraction) = UInt64(millionths).quotientAndRemainder(dividingBy: 1_000_000)
    append(whole, digits: 1)
    bytes.append(UInt8(ascii: "."))
    guard fraction > 0 else {
      bytes.append(UInt8(ascii: "0"))
      return true
    }
    var digits = 6
    while true {
      (whole, _) = fraction.quotientAndRemainder(dividingBy: 10)
      guard whole * 10 == fraction else { break }
      (fraction, digits) = (whole, digits - 1)
    }
    append(fraction, digits: digits)
    return true
  }

  /// Appends a string as JSON, with quotes.
  ///
  /// What a terminal would obey, control characters and bidirectional overrides, is escaped.
  mutating func appendJSON(_ text: String) {
    var text = text
    let isPlain = text.withUTF8 { $0.allSatisfy(Self.isPlain) }
    bytes.append(UInt8(ascii: "\""))
    if isPlain { append(text) } else { appendEscaped(text) }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    UInt8(ascii: " ")...UInt8(ascii: "~") ~= byte && byte != UInt8(ascii: "\"")
      && byte != UInt8(ascii: "\\")
  }

  private mutating func appendEscaped(_ text: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": append("\\\"")
      case "\\": append("\\\\")
      case "\n": append("\\n")
      case "\r": append("\\r")
      case "\t": append("\\t")
      case " "..."~": bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      case _ where visible(scalar) != scalar:
        append(String(format: "\\u%04x", scalar.value))
      default: bytes.append(contentsOf: scalar.utf8)
      }
    }
  }

  /// Appends a JSON list of whole numbers.
  mutating func appendJSON(_ numbers: Range<Int>) {
    append(literal: "[")
    for number in numbers {
      if number > numbers.lowerBound { append(literal: ", ") }
      append(number)
    }
    append(literal: "]")
  }
}
