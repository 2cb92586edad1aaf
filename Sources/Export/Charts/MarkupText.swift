internal import Documents
internal import Workload

/// XML or HTML being put together; text is escaped, markup is not.
struct MarkupText {
  private(set) var buffer = ByteBuffer()

  mutating func removeAll() { buffer.removeAll() }

  /// Appends markup as it is.
  mutating func raw(_ markup: String) { buffer.append(markup) }

  /// Appends text, escaped for elements and attributes in double quotes.
  ///
  /// Control characters, which XML forbids, are made visible.
  mutating func text(_ text: String) {
    for scalar in visible(text).unicodeScalars {
      switch scalar {
      case "&": raw("&amp;")
      case "<": raw("&lt;")
      case ">": raw("&gt;")
      case "\"": raw("&quot;")
      case "'": raw("&#39;")
      default: raw(String(scalar))
      }
    }
  }

  /// Appends an element that contains text alone.
  mutating func element(_ name: String, _ attributes: String = "", _ content: String) {
    raw("<\(name)\(attributes.isEmpty ? "" : " ")\(attributes)>")
    text(content)
    raw("</\(name)>")
  }

  /// Appends a number with at most two decimals.
  mutating func number(_ value: Double) { raw(coordinate(value)) }
}

/// A coordinate with at most two decimals.
func coordinate(_ value: Double) -> String {
  let hundredths = (value * 100).rounded()
  guard abs(hundredths) < 1e15 else { return "0" }
  let whole = Int(hundredths)
  if whole % 100 == 0 { return "\(whole / 100)" }
  let digits = abs(whole % 100)
  let sign = whole < 0 ? "-" : ""
  let fraction = digits % 10 == 0 ? "\(digits / 10)" : digits < 10 ? "0\(digits)" : "\(digits)"
  return "\(sign)\(abs(whole) / 100).\(fraction)"
}
