import Documents

/// A field of a request to the GSwarm server, checked as its web framework does.
struct BodyField {
  enum Kind { case text, texts, mapping }

  let name: String
  let kind: Kind
  let isRequired: Bool
  let allowsNull: Bool

  init(_ name: String, _ kind: Kind = .text, isRequired: Bool = true, allowsNull: Bool = false) {
    self.name = name
    self.kind = kind
    self.isRequired = isRequired
    self.allowsNull = allowsNull
  }

  /// Returns the answer to a body that does not have these fields; nil if it has them.
  static func refusal(of body: EmulatorBody, _ fields: [BodyField]) -> EmulatorReply? {
    guard !fields.isEmpty else { return nil }
    let problems: [AnswerJSON]
    switch body {
    case .none: problems = [problem("missing", [], "Field required", nil)]
    case .undecodable: return .failure(400, "There was an error parsing the body")
    case .other(let text): problems = [notAnObject(.text(text))]
    case .invalid(let offset):
      problems = [
        [
          "type": "json_invalid", "loc": ["body", .whole(offset)], "msg": "JSON decode error",
          "input": [:], "ctx": ["error": "Expecting value"],
        ]
      ]
    case .json(let node):
      problems =
        node.entries == nil
        ? [notAnObject(AnswerJSON(node))] : fields.flatMap { $0.problems(in: node) }
    }
    guard !problems.isEmpty else { return nil }
    return EmulatorReply(status: 422, body: ["detail": .list(problems)])
  }

  private func problems(in body: Node) -> [AnswerJSON] {
    guard let value = body[name] else {
      return isRequired
        ? [Self.problem("missing", [.text(name)], "Field required", AnswerJSON(body))] : []
    }
    if allowsNull, value.isNull { return [] }
    switch kind {
    case .text:
      return value.isString ? [] : [Self.notText(value, [.text(name)])]
    case .mapping:
      return value.entries != nil
        ? []
        : [
          Self.problem(
            "dict_type", [.text(name)], "Input should be a valid dictionary", AnswerJSON(value))
        ]
    case .texts: return problemsOfTexts(value)
    }
  }

  private func problemsOfTexts(_ value: Node) -> [AnswerJSON] {
    if value.isString { return [] }
    let noText = Self.notText(value, [.text(name), "str"])
    let place: [AnswerJSON] = [.text(name), "list[str]"]
    guard let items = value.items else {
      return [
        noText,
        Self.problem("list_type", place, "Input should be a valid list", AnswerJSON(value)),
      ]
    }
    let wrong = items.enumerated().filter { !$0.element.isString }.map {
      Self.notText($0.element, place + [.whole($0.offset)])
    }
    return wrong.isEmpty ? [] : [noText] + wrong
  }

  private static func notAnObject(_ input: AnswerJSON) -> AnswerJSON {
    problem(
      "model_attributes_type", [],
      "Input should be a valid dictionary or object to extract fields from", input)
  }

  private static func notText(_ value: Node, _ place: [AnswerJSON]) -> AnswerJSON {
    problem("string_type", place, "Input should be a valid string", AnswerJSON(value))
  }

  private static func problem(
    _ type: String, _ place: [AnswerJSON], _ message: String, _ input: AnswerJSON
  ) -> AnswerJSON {
    [
      "type": .text(type), "loc": .list(["body"] + place), "msg": .text(message), "input": input,
    ]
  }
}

extension Node {
  /// Whether this is a JSON string.
  var isString: Bool { scalar.map { !$0.isPlain } ?? false }

  /// The characters of a JSON string; nil if this is something else.
  var string: String? { isString ? scalar?.text : nil }
}
