import Documents

/// A JSON value of an answer; unlike those of `JSONValue`, objects keep the order of their entries.
///
/// The servers that are emulated send their fields in an order that clients print and tests compare.
enum AnswerJSON: Sendable {
  case null
  case truth(Bool)
  case whole(Int)
  case decimal(Double)
  /// A number as somebody wrote it.
  case literal(String)
  case text(String)
  case list([AnswerJSON])
  case object([(key: String, value: AnswerJSON)])
}

extension AnswerJSON {
  /// Converts a value of a body, in order to quote it.
  init(_ node: Node) {
    switch node.content {
    case .mapping(let entries): self = .object(entries.map { ($0.key, AnswerJSON($0.value)) })
    case .sequence(let items): self = .list(items.map(AnswerJSON.init))
    case .scalar(let scalar):
      if scalar.isNull {
        self = .null
      } else if let truth = scalar.truth {
        self = .truth(truth)
      } else {
        self = scalar.isPlain ? .literal(scalar.text) : .text(scalar.text)
      }
    }
  }
}

extension AnswerJSON: ExpressibleByStringLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByNilLiteral
{
  init(stringLiteral text: String) { self = .text(text) }
  init(integerLiteral number: Int) { self = .whole(number) }
  init(booleanLiteral truth: Bool) { self = .truth(truth) }
  init(nilLiteral: ()) { self = .null }
  init(arrayLiteral items: AnswerJSON...) { self = .list(items) }
  init(dictionaryLiteral entries: (String, AnswerJSON)...) {
    self = .object(entries.map { (key: $0.0, value: $0.1) })
  }
}

extension AnswerJSON {
  /// The bytes of the value, without spaces.
  var encoded: [UInt8] {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return bytes
  }

  private func append(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += "null".utf8
    case .truth(let truth): bytes += (truth ? "true" : "false").utf8
    case .whole(let number): bytes += String(number).utf8
    case .decimal(let number): bytes += (number.isFinite ? number.description : "null").utf8
    case .literal(let text): bytes += text.utf8
    case .text(let text): Self.append(text, to: &bytes)
    case .list(let items):
      bytes.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        item.append(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let entries):
      bytes.append(UInt8(ascii: "{"))
      for (index, entry) in entries.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        Self.append(entry.key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        entry.value.append(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0..<0x20: bytes += escape(byte).utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func escape(_ byte: UInt8) -> String {
    switch byte {
    case 0x08: "\\b"
    case 0x09: "\\t"
    case 0x0A: "\\n"
    case 0x0C: "\\f"
    case 0x0D: "\\r"
    default: "\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
  }
}
