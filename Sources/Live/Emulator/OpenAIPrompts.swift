import Documents

/// The messages of a chat.
struct ChatPrompt {
  /// The text of the last message.
  private(set) var question = ""
  private(set) var tokens = 0

  /// The tokens of a message beside its text.
  private static let frameTokens = 4
  private static let roles = ["system", "assistant", "user", "function", "tool", "developer"]

  init(_ messages: Node?) throws(OpenAIError) {
    guard let messages else { throw .missing("messages") }
    guard let items = messages.items else {
      throw .wrongType("messages", expected: "an array of objects", found: messages.jsonKind)
    }
    guard !items.isEmpty else {
      throw OpenAIError(
        400,
        "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an "
          + "empty array instead.", parameter: "messages", code: "empty_array")
    }
    for (index, message) in items.enumerated() { try add(message, "messages[\(index)]") }
  }

  private mutating func add(_ message: Node, _ place: String) throws(OpenAIError) {
    guard message.entries != nil else {
      throw .wrongType(place, expected: "an object", found: message.jsonKind)
    }
    guard let role = message["role"]?.string else { throw .missing("\(place).role") }
    guard Self.roles.contains(role) else {
      let list = Self.roles.dropLast().map { "'\($0)'" }.joined(separator: ", ")
      throw OpenAIError(
        400,
        "Invalid value: '\(role.prefix(40))'. Supported values are: \(list), and 'developer'.",
        parameter: "\(place).role", code: "invalid_value")
    }
    question = try Self.text(message["content"], of: role, "\(place).content")
    tokens += tokenCount(of: question) + Self.frameTokens
  }

  /// The text of a message's content: a string, or the texts among its parts.
  private static func text(
    _ content: Node?, of role: String, _ place: String
  ) throws(OpenAIError) -> String {
    guard let content, !content.isNull else {
      // A message that only calls tools has no content.
      if role == "assistant" { return "" }
      throw .missing(place)
    }
    if let text = content.string { return text }
    guard let parts = content.items else {
      throw .wrongType(
        place, expected: "a string or an array of objects", found: content.jsonKind)
    }
    var texts: [String] = []
    for (index, part) in parts.enumerated() {
      guard let type = part["type"]?.string else { throw .missing("\(place)[\(index)].type") }
      guard type == "text" || type == "refusal" else { continue }
      guard let text = part[type]?.string else { throw .missing("\(place)[\(index)].\(type)") }
      texts.append(text)
    }
    return texts.joined(separator: "\n")
  }
}

/// The prompts of a completion: a text, token numbers, or a list of either.
struct CompletionPrompts {
  private(set) var texts: [String] = []
  private(set) var tokens = 0

  /// The largest number of prompts.
  private static let largestCount = 128

  init(_ value: Node?) throws(OpenAIError) {
    guard let value else { throw .missing("prompt") }
    if let items = value.items, items.allSatisfy({ $0.string != nil || $0.items != nil }) {
      guard (1...Self.largestCount).contains(items.count) else {
        throw OpenAIError(
          400, "Invalid 'prompt': expected from 1 to \(Self.largestCount) prompts.",
          parameter: "prompt", code: "invalid_value")
      }
      for item in items { try add(item) }
    } else {
      try add(value)
    }
  }

  private mutating func add(_ value: Node) throws(OpenAIError) {
    if let text = value.string {
      texts.append(text)
      tokens += tokenCount(of: text)
    } else if let items = value.items, !items.isEmpty, items.allSatisfy({ $0.number() != nil }) {
      texts.append("\(items.count) tokens")
      tokens += items.count
    } else {
      throw .wrongType(
        "prompt", expected: "a string, an array of strings or token numbers",
        found: value.jsonKind)
    }
  }
}

/// The tokens of a text, at about four bytes each.
func tokenCount(of text: String) -> Int { (text.utf8.count + 3) / 4 }
