import Documents

/// The body of a request for a completion, read field by field.
struct OpenAIParameters {
  private let body: Node

  init(_ body: EmulatorBody) throws(OpenAIError) {
    guard let node = body.node, node.entries != nil else {
      throw OpenAIError(
        400,
        "We could not parse the JSON body of your request. (HINT: This likely means you aren't "
          + "using your HTTP library correctly. The API expects a JSON payload, but what was sent "
          + "was not valid JSON.)")
    }
    self.body = node
  }

  /// A field that is there and not null.
  func value(_ name: String) -> Node? { body[name].flatMap { $0.isNull ? nil : $0 } }

  func text(_ name: String) throws(OpenAIError) -> String? {
    guard let value = value(name) else { return nil }
    guard let text = value.string else { throw wrongType(name, "a string", value) }
    return text
  }

  func truth(_ name: String) throws(OpenAIError) -> Bool {
    guard let value = value(name) else { return false }
    guard let truth = value.scalar?.truth else { throw wrongType(name, "a boolean", value) }
    return truth
  }

  /// A whole number of at least `smallest`.
  func whole(_ name: String, from smallest: Int) throws(OpenAIError) -> Int? {
    guard let value = value(name) else { return nil }
    guard let number = value.number(), number == number.rounded(), !number.isInfinite else {
      throw wrongType(name, "an integer", value)
    }
    guard number >= Double(smallest) else {
      throw outside(name, "integer", "below minimum", ">= \(smallest)", value)
    }
    guard number <= 1e15 else {
      throw outside(name, "integer", "above maximum", "<= \(1_000_000_000_000_000)", value)
    }
    return Int(number)
  }

  /// Checks a number that the emulator has no use for.
  func checkNumber(_ name: String, _ range: ClosedRange<Double>) throws(OpenAIError) {
    guard let value = value(name) else { return }
    guard let number = value.number(), !number.isNaN else {
      throw wrongType(name, "a number", value)
    }
    if number < range.lowerBound {
      throw outside(name, "decimal", "below minimum", ">= \(Int(range.lowerBound))", value)
    }
    if number > range.upperBound {
      throw outside(name, "decimal", "above maximum", "<= \(Int(range.upperBound))", value)
    }
  }

  /// The texts at which an answer ends.
  func stops() throws(OpenAIError) -> [String] {
    guard let value = value("stop") else { return [] }
    let texts = value.string.map { [$0] } ?? value.items?.compactMap(\.string) ?? []
    guard !texts.isEmpty, texts.count <= 4, value.items.map({ $0.count == texts.count }) ?? true
    else { throw wrongType("stop", "a string or up to four of them", value) }
    return texts.filter { !$0.isEmpty }
  }

  private func wrongType(_ name: String, _ expected: String, _ found: Node) -> OpenAIError {
    .wrongType(name, expected: expected, found: found.jsonKind)
  }

  private func outside(
    _ name: String, _ kind: String, _ relation: String, _ expected: String, _ found: Node
  ) -> OpenAIError {
    OpenAIError(
      400,
      "Invalid '\(name)': \(kind) \(relation) value. Expected a value \(expected), but got "
        + "\(found.scalar?.text.prefix(40) ?? "") instead.", parameter: name,
      code: "\(kind)_\(relation.split(separator: " ").joined(separator: "_"))_value")
  }
}

extension Node {
  /// The kind of a JSON value in words.
  var jsonKind: String {
    switch content {
    case .mapping: "an object"
    case .sequence: "an array"
    case .scalar(let scalar):
      if !scalar.isPlain {
        "a string"
      } else if scalar.isNull {
        "null"
      } else {
        scalar.truth == nil ? "a number" : "a boolean"
      }
    }
  }
}
