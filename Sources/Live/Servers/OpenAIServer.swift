import Documents
import Engine

/// A server with OpenAI's chat interface, which loads models by itself.
struct OpenAIServer: ModelServer {
  private let endpoint: Endpoint
  private let patience: Patience

  init(_ endpoint: Endpoint, patience: Patience) {
    self.endpoint = endpoint
    self.patience = patience
  }

  var placing: GSwarmServer? { nil }

  func checkHealth(timeout: Double) async throws(CallFailure) {
    _ = try await endpoint.greet("/models", timeout: timeout)
  }

  func answer(
    _ call: ModelCall, by instance: String?
  ) async throws(CallFailure) -> Answered<ModelAnswer> {
    let body = Self.body(of: call)
    return try await retrying(pauses: patience.pauses) { () async throws(CallFailure) in
      try await endpoint.send(
        "POST", "/chat/completions", body, headers: call.headers, timeout: patience.call,
        reading: ChatReply.read)
    }
  }

  /// The entries of a node's configuration that are handed on as they are.
  private static let forwarded = [
    "temperature", "top_p", "stop", "seed", "presence_penalty", "frequency_penalty",
  ]

  /// The body of a call.
  static func body(of call: ModelCall) -> JSONValue {
    var messages: [JSONValue] = [["role": "user", "content": .text(call.prompt)]]
    if let system = call.configuration["system"] {
      messages.insert(["role": "system", "content": system], at: 0)
    }
    var body: [String: JSONValue] = [
      "model": .text(call.model), "messages": .list(messages),
    ]
    // Without a limit some servers answer without end.
    body["max_tokens"] =
      call.configuration["max_tokens"] ?? call.configuration["max_length"]
      ?? call.tokenMean.map { .number($0.rounded(.up)) }
    for name in forwarded { body[name] = call.configuration[name] }
    return .object(body)
  }
}
