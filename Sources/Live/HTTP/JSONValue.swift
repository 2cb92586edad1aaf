import Documents

/// A JSON value for the body of a request or an answer.
enum JSONValue: Sendable, Hashable {
  case null
  case truth(Bool)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])
}

extension JSONValue {
  /// Converts a node of a document; an unquoted word that is neither a number nor a Boolean is text.
  init(_ node: Node) {
    switch node.content {
    case .mapping(let entries): self = .object(Self.dictionary(entries))
    case .sequence(let items): self = .list(items.map(JSONValue.init))
    case .scalar(let scalar):
      if scalar.isNull {
        self = .null
      } else if let truth = scalar.truth {
        self = .truth(truth)
      } else if let number = scalar.number(), number.isFinite {
        self = .number(number)
      } else {
        self = .text(scalar.text)
      }
    }
  }

  /// Entries by their keys.
  static func dictionary(_ entries: [Node.Entry]) -> [String: JSONValue] {
    Dictionary(
      entries.map { ($0.key, JSONValue($0.value)) }, uniquingKeysWith: { first, _ in first })
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  init(stringLiteral text: String) { self = .text(text) }
  init(arrayLiteral items: JSONValue...) { self = .list(items) }
  init(dictionaryLiteral entries: (String, JSONValue)...) {
    self = .object(Dictionary(entries, uniquingKeysWith: { first, _ in first }))
  }
}
