internal import Documents
internal import Foundation

extension ByteBuffer {
  /// Appends text as a terminal may see it; see `visible`.
  mutating func appendVisible(_ text: String) {
    if !appendPlain(text, isPlain: { 0x20...0x7E ~= $0 }) { append(visible(text)) }
  }

  /// Appends a string as JSON, with quotes.
  ///
  /// Control characters and bidirectional overrides, to which a terminal would react, are escaped.
  package mutating func appendJSON(_ text: String) {
    append(UInt8(ascii: "\""))
    appendUnquotedJSON(text)
    append(UInt8(ascii: "\""))
  }

  /// Appends a string as JSON, without quotes.
  mutating func appendUnquotedJSON(_ text: String) {
    let isPlain = appendPlain(text) {
      0x20...0x7E ~= $0 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    if !isPlain { appendEscaped(text) }
  }

  private mutating func appendEscaped(_ text: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": append("\\\"")
      case "\\": append("\\\\")
      case "\n": append("\\n")
      case "\r": append("\\r")
      case "\t": append("\\t")
      case " "..."~": append(UInt8(truncatingIfNeeded: scalar.value))
      case _ where visible(scalar) != scalar:
        append(String(format: "\\u%04x", scalar.value))
      default: append(String(scalar))
      }
    }
  }
}
