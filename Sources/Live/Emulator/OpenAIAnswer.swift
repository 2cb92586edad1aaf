/// An answer of OpenAI's interface, as a whole or as a stream of events.
struct OpenAIAnswer: Sendable {
  enum Kind: Sendable {
    case chat
    case completion(echoes: Bool)

    var namePrefix: String { if case .chat = self { "chatcmpl-" } else { "cmpl-" } }
    var promptParameter: String { if case .chat = self { "messages" } else { "prompt" } }
  }

  /// One of the texts of an answer.
  struct Choice: Sendable {
    let tokens: [String]
    /// The number of tokens, including those that are only counted.
    let count: Int
    let prompt: String
    let finishReason: AnswerJSON

    /// Makes a text of `count` tokens, or fewer if one of the stops comes before.
    init(_ text: GeneratedText, prompt: String, count: Int, isCut: Bool, stops: [String]) {
      self.prompt = prompt
      let tokens = text.tokens(count)
      let whole = tokens.joined()
      let ends = stops.compactMap { whole.firstRange(of: $0)?.lowerBound }
      guard let end = ends.min() else {
        (self.tokens, self.count) = (tokens, count)
        finishReason = isCut ? "length" : "stop"
        return
      }
      var rest = whole.utf8.distance(from: whole.startIndex, to: end)
      var kept: [String] = []
      for token in tokens where rest > 0 {
        kept.append(String(decoding: token.utf8.prefix(rest), as: UTF8.self))
        rest -= token.utf8.count
      }
      (self.tokens, self.count) = (kept, kept.count)
      finishReason = "stop"
    }
  }

  let kind: Kind
  let name: String
  let created: Int
  let model: String
  let promptTokens: Int
  let choices: [Choice]

  private var usage: AnswerJSON {
    let count = choices.reduce(0) { $0 + $1.count }
    return [
      "prompt_tokens": .whole(promptTokens), "completion_tokens": .whole(count),
      "total_tokens": .whole(promptTokens + count),
    ]
  }

  private func envelope(
    _ object: String, _ choices: AnswerJSON, usage: AnswerJSON? = nil
  ) -> AnswerJSON {
    .object(
      [
        ("id", .text(name)), ("object", .text(object)), ("created", .whole(created)),
        ("model", .text(model)), ("choices", choices),
      ] + (usage.map { [("usage", $0)] } ?? []))
  }

  /// The answer in one piece.
  var whole: AnswerJSON {
    let list = choices.enumerated().map { index, choice -> AnswerJSON in
      let text = choice.tokens.joined()
      switch kind {
      case .chat:
        return [
          "index": .whole(index),
          "message": ["role": "assistant", "content": .text(text), "refusal": nil],
          "logprobs": nil, "finish_reason": choice.finishReason,
        ]
      case .completion(let echoes):
        return [
          "text": .text(echoes ? choice.prompt + text : text), "index": .whole(index),
          "logprobs": nil, "finish_reason": choice.finishReason,
        ]
      }
    }
    let object = if case .chat = kind { "chat.completion" } else { "text_completion" }
    return envelope(object, .list(list), usage: usage)
  }

  /// The answer as events: one for each token, one with the reason for the end, the usage if asked for.
  func stream(includesUsage: Bool) -> AnswerStream {
    let parts = choices.enumerated().flatMap { index, choice in
      choice.tokens.indices.map { (choice: index, token: $0) }
    }
    var last = choices.enumerated().map { index, choice in
      event(choice: index, text: nil, choice.finishReason, includesUsage: includesUsage)
    }
    if includesUsage { last.append(envelope(streamObject, [], usage: usage)) }
    return AnswerStream(count: parts.count, last: last) { number in
      let part = parts[number]
      let choice = choices[part.choice]
      var text = choice.tokens[part.token]
      if case .completion(echoes: true) = kind, part.token == 0 { text = choice.prompt + text }
      return event(
        choice: part.choice, text: text, nil, isFirst: part.token == 0,
        includesUsage: includesUsage)
    }
  }

  private var streamObject: String {
    if case .chat = kind { "chat.completion.chunk" } else { "text_completion" }
  }

  private func event(
    choice index: Int, text: String?, _ reason: AnswerJSON, isFirst: Bool = false,
    includesUsage: Bool
  ) -> AnswerJSON {
    var entries: [(key: String, value: AnswerJSON)] = [("index", .whole(index))]
    switch kind {
    case .chat:
      var delta: [(key: String, value: AnswerJSON)] = []
      if isFirst { delta.append(("role", "assistant")) }
      if let text { delta.append(("content", .text(text))) }
      entries.append(("delta", .object(delta)))
    case .completion: entries.append(("text", .text(text ?? "")))
    }
    entries += [("logprobs", nil), ("finish_reason", reason)]
    return envelope(streamObject, [.object(entries)], usage: includesUsage ? .some(.null) : nil)
  }
}
