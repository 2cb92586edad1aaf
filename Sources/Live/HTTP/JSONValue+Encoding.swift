import Foundation

extension JSONValue {
  /// The bytes of the value; the keys of objects are sorted.
  ///
  /// Every value has a text, so nothing can fail here: a number that JSON cannot write is `null`.
  var encoded: Data {
    var text = ""
    append(to: &text)
    return Data(text.utf8)
  }

  private func append(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .truth(let truth): text += truth ? "true" : "false"
    case .number(let number): text += Self.text(of: number)
    case .text(let string): Self.append(string, to: &text)
    case .list(let items):
      text += "["
      for (index, item) in items.enumerated() {
        if index > 0 { text += "," }
        item.append(to: &text)
      }
      text += "]"
    case .object(let entries):
      text += "{"
      for (index, entry) in entries.sorted(by: { $0.key < $1.key }).enumerated() {
        if index > 0 { text += "," }
        Self.append(entry.key, to: &text)
        text += ":"
        entry.value.append(to: &text)
      }
      text += "}"
    }
  }

  private static func text(of number: Double) -> String {
    if let whole = Int(exactly: number) { return String(whole) }
    return number.isFinite ? number.description : "null"
  }

  private static func append(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\0"..<" ":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
