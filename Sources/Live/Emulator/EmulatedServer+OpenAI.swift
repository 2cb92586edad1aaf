import Documents
import Engine

/// OpenAI's interface: models, chats, completions.
extension EmulatedServer {
  mutating func openAIReply(to request: EmulatorRequest) -> EmulatorReply {
    do throws(OpenAIError) {
      try checkKey(of: request)
      switch (request.method, request.path.dropFirst().first, request.path.count) {
      case ("GET", "models", 2): return EmulatorReply(status: 200, body: modelList)
      case ("GET", "models", 3...):
        return try describe(request.path.dropFirst(2).joined(separator: "/"))
      case ("POST", "chat", 3) where request.path[2] == "completions": return try chat(request)
      case ("POST", "completions", 2): return try complete(request)
      default: throw Self.noSuchPath(request)
      }
    } catch {
      return error.reply
    }
  }

  private func checkKey(of request: EmulatorRequest) throws(OpenAIError) {
    guard let key = settings.key, request.key != key else { return }
    guard request.key != nil else {
      throw OpenAIError(
        401,
        "You didn't provide an API key. You need to provide your API key in an Authorization "
          + "header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).")
    }
    throw OpenAIError(401, "Incorrect API key provided.", code: "invalid_api_key")
  }

  private static func noSuchPath(_ request: EmulatorRequest) -> OpenAIError {
    let path = "/" + request.path.joined(separator: "/")
    let methods: [String: String] = [
      "/v1/models": "GET", "/v1/chat/completions": "POST", "/v1/completions": "POST",
    ]
    guard methods[path] != nil || path.hasPrefix("/v1/models/") else {
      return OpenAIError(404, "Invalid URL (\(request.method) \(path))")
    }
    return OpenAIError(
      405,
      "Not allowed to \(request.method) on \(path). (HINT: Perhaps you meant to use a different "
        + "HTTP method?)")
  }

  // MARK: - Models

  private var modelList: AnswerJSON {
    ["object": "list", "data": .list(models.map { Self.description(of: $0.servedName) })]
  }

  private func describe(_ name: String) throws(OpenAIError) -> EmulatorReply {
    _ = try knownModel(name)
    return EmulatorReply(status: 200, body: Self.description(of: name))
  }

  private static func description(of name: String) -> AnswerJSON {
    ["id": .text(name), "object": "model", "created": 1_700_000_000, "owned_by": "gswarm-sim"]
  }

  private func knownModel(_ name: String?) throws(OpenAIError) -> ModelID {
    guard let name else {
      throw OpenAIError(400, "you must provide a model parameter")
    }
    guard let model = model(named: name) else {
      throw OpenAIError(
        404, "The model `\(name)` does not exist or you do not have access to it.",
        code: "model_not_found")
    }
    return model
  }

  // MARK: - Completions

  /// The longest prompt and answer together, in tokens.
  private static let contextTokens = Limit.contextTokens.largest

  private mutating func chat(_ request: EmulatorRequest) throws(OpenAIError) -> EmulatorReply {
    let parameters = try OpenAIParameters(request.body)
    let model = try knownModel(parameters.text("model"))
    let prompt = try ChatPrompt(parameters.value("messages"))
    let limit = try parameters.whole("max_completion_tokens", from: 1)
    let olderLimit = try parameters.whole("max_tokens", from: 1)
    return try answer(
      .chat, [prompt.question], promptTokens: prompt.tokens, limit: limit ?? olderLimit, model,
      parameters, request)
  }

  private mutating func complete(_ request: EmulatorRequest) throws(OpenAIError) -> EmulatorReply {
    let parameters = try OpenAIParameters(request.body)
    let model = try knownModel(parameters.text("model"))
    let prompts = try CompletionPrompts(parameters.value("prompt"))
    let echoes = try parameters.truth("echo")
    // The default of this interface, unlike the other one's, is short.
    let limit = try parameters.whole("max_tokens", from: 0) ?? 16
    return try answer(
      .completion(echoes: echoes), prompts.texts,
      promptTokens: prompts.tokens, limit: limit, model, parameters, request)
  }

  private mutating func answer(
    _ kind: OpenAIAnswer.Kind, _ prompts: [String], promptTokens: Int, limit: Int?,
    _ model: ModelID, _ parameters: OpenAIParameters, _ request: EmulatorRequest
  ) throws(OpenAIError) -> EmulatorReply {
    try Self.checkUnused(parameters)
    let stops = try parameters.stops()
    let isStream = try parameters.truth("stream")
    let mean = models[model.index].tokenMean ?? Self.usualTokens
    let count = limit ?? max(1, Int(mean.rounded(.up)))
    guard promptTokens + count <= Self.contextTokens else {
      throw OpenAIError(
        400,
        "This model's maximum context length is \(Self.contextTokens) tokens. However, you "
          + "requested \(promptTokens + count) tokens (\(promptTokens) in the prompt, \(count) in "
          + "the completion).", parameter: kind.promptParameter, code: "context_length_exceeded")
    }
    guard let seconds = duration(of: model, tokens: limit.map(Double.init), request) else {
      throw OpenAIError(500, "Emulated failure", type: "server_error")
    }
    let choices = prompts.map { prompt in
      OpenAIAnswer.Choice(
        GeneratedText(model: models[model.index].name, prompt: prompt), prompt: prompt,
        count: count, isCut: limit != nil, stops: stops)
    }
    let answer = OpenAIAnswer(
      kind: kind, name: kind.namePrefix + randomName(length: 24), created: Int(request.date),
      model: name(of: model), promptTokens: promptTokens, choices: choices)
    guard isStream else {
      return EmulatorReply(status: 200, body: answer.whole, seconds: seconds)
    }
    let includesUsage =
      parameters.value("stream_options")?["include_usage"]?.scalar?.truth ?? false
    return EmulatorReply(
      status: 200, body: nil, stream: answer.stream(includesUsage: includesUsage),
      seconds: seconds)
  }

  /// Checks what the emulator has no use for, as a real server would.
  private static func checkUnused(_ parameters: OpenAIParameters) throws(OpenAIError) {
    try parameters.checkNumber("temperature", 0...2)
    try parameters.checkNumber("top_p", 0...1)
    try parameters.checkNumber("presence_penalty", -2...2)
    try parameters.checkNumber("frequency_penalty", -2...2)
    if let count = try parameters.whole("n", from: 1), count > 1 {
      throw OpenAIError(
        400, "Only one completion choice is allowed", parameter: "n", code: "invalid_value")
    }
    let isStream = try parameters.truth("stream")
    if parameters.value("stream_options") != nil, !isStream {
      throw OpenAIError(
        400, "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
        parameter: "stream_options")
    }
  }
}
