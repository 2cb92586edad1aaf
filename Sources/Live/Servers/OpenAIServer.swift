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

  func checkHealth() async throws(CallFailure) {
    _ = try await endpoint.send("GET", "/models", timeout: patience.question)
  }

  func estimate(_ call: ModelCall, on gpus: Range<Int>) async throws(CallFailure) -> Double? {
    nil
  }

  func answer(
    _ call: ModelCall, by instance: String?
  ) async throws(CallFailure) -> Answered<String> {
    var body: [String: JSONValue] = [
      "model": .text(call.model),
      "messages": [["role": "user", "content": .text(call.prompt)]],
    ]
    body["max_tokens"] = call.configuration["max_length"]
    body["temperature"] = call.configuration["temperature"]
    let request = JSONValue.object(body)
    let answer = try await retrying(pauses: patience.pauses) { () async throws(CallFailure) in
      try await endpoint.send(
        "POST", "/chat/completions", request, headers: call.headers, timeout: patience.call)
    }
    return Answered(value: try Self.text(of: answer.value), instant: answer.instant)
  }

  private static func text(of answer: Node) throws(CallFailure) -> String {
    guard let message = answer["choices"]?.items?.first?["message"] else {
      throw .malformed("reply has no choices[0].message")
    }
    guard let content = message["content"], !content.isNull else { return "" }
    guard let text = content.scalar?.text else {
      throw .malformed("content of the reply is not text")
    }
    return text
  }
}
