internal import Documents
internal import Foundation

/// Bytes being put together: text, numbers, JSON.
struct ByteBuffer {
  private(set) var bytes: [UInt8] = []

  var count: Int { bytes.count }

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func append(_ other: ByteBuffer) { bytes.append(contentsOf: other.bytes) }

  mutating func append(_ number: Int) {
    guard number >= 0, number < 10 else { return append(String(number)) }
    bytes.append(UInt8(ascii: "0") + UInt8(number))
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
    guard let value, value.isFinite else { return append("null") }
    append(value.description)
  }

  /// Appends a string as JSON, with quotes.
  ///
  /// What a terminal would obey, control characters and bidirectional overrides, is escaped.
  mutating func appendJSON(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": append("\\\"")
      case "\\": append("\\\\")
      case "\n": append("\\n")
      case "\r": append("\\r")
      case "\t": append("\\t")
      case " "..."~": bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      case _ where visible(scalar) != scalar: append(String(format: "\\u%04x", scalar.value))
      default: bytes.append(contentsOf: scalar.utf8)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Appends a JSON list of whole numbers.
  mutating func appendJSON(_ numbers: Range<Int>) {
    append("[")
    for number in numbers {
      if number > numbers.lowerBound { append(", ") }
      append(number)
    }
    append("]")
  }
}
