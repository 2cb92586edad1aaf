import Documents
import Engine
import Foundation

/// A GSwarm model server, which serves models on the GPUs that a client names.
struct GSwarmServer: ModelServer {
  private let endpoint: Endpoint
  private let patience: Patience

  init(_ endpoint: Endpoint, patience: Patience) {
    self.endpoint = endpoint
    self.patience = patience
  }

  var placing: GSwarmServer? { self }

  func checkHealth() async throws(CallFailure) {
    let answer = try await endpoint.send("GET", "/health", timeout: patience.question)
    guard answer.value["status"]?.scalar?.text == "healthy" else {
      throw .malformed("status is not healthy")
    }
  }

  /// Asks the server to download a model and to read it into host memory.
  func setUp(_ model: String) async throws(CallFailure) {
    _ = try await post("download", ["model_name": .text(model), "source": "huggingface"])
    _ = try await post("load", ["model_name": .text(model), "target": "dram"])
  }

  /// Asks the server to serve a model on a group of GPUs.
  ///
  /// - Returns: the instance's name.
  func serve(
    _ model: String, on gpus: Range<Int>, dispatchedAt: MachineInstant
  ) async throws(CallFailure) -> Answered<String> {
    let answer = try await post(
      "serve", ["model_name": .text(model), "device": .text(Self.device(gpus))],
      headers: [CallHeader.dispatchedAt: dispatchedAt.header], timeout: patience.instance)
    guard let instance = answer.value["instance_id"]?.scalar?.text, !instance.isEmpty else {
      throw .malformed("reply has no instance_id")
    }
    return Answered(value: instance, instant: answer.instant)
  }

  /// Asks the server to delete an instance; an unknown instance counts as deleted.
  func delete(_ instance: String) async throws(CallFailure) {
    let path = "/standalone/instance/\(Self.escaped(instance))"
    do {
      try await retrying(pauses: patience.pauses) { () async throws(CallFailure) in
        _ = try await endpoint.send("DELETE", path, timeout: min(patience.call, 30))
      }
    } catch {
      if case .malformed = error { return }
      guard error.isUnknown else { throw error }
    }
  }

  func estimate(_ call: ModelCall, on gpus: Range<Int>) async throws(CallFailure) -> Double? {
    let body: JSONValue = [
      "model_name": .text(call.model), "device": .text(Self.device(gpus)), "data": data(of: call),
    ]
    let answer = try await endpoint.send(
      "POST", "/standalone/estimate", body, headers: call.headers, timeout: patience.estimate)
    let seconds = try Self.data(of: answer.value)["estimated_execution_time"]?.number()
    guard let seconds, seconds.isFinite, seconds >= 0 else {
      throw .malformed("reply has no estimated_execution_time")
    }
    return seconds
  }

  func answer(
    _ call: ModelCall, by instance: String?
  ) async throws(CallFailure) -> Answered<String> {
    let instance = instance ?? ""
    let answer = try await post(
      "call/\(Self.escaped(instance))",
      ["instance_id": .text(instance), "data": data(of: call)], headers: call.headers)
    guard let result = (answer.value["response"] ?? answer.value["image_path"])?.scalar else {
      throw .malformed("reply has neither response nor image_path")
    }
    return Answered(value: result.text, instant: answer.instant)
  }

  private func data(of call: ModelCall) -> JSONValue {
    .object(call.configuration.merging(["prompt": .text(call.prompt)]) { $1 })
  }

  /// Posts a body, again after failures that may pass, and returns the `data` of the answer.
  private func post(
    _ path: String, _ body: JSONValue, headers: [String: String] = [:], timeout: Double? = nil
  ) async throws(CallFailure) -> Answered<Node> {
    try await retrying(pauses: patience.pauses) { () async throws(CallFailure) in
      let answer = try await endpoint.send(
        "POST", "/standalone/\(path)", body, headers: headers, timeout: timeout ?? patience.call)
      return Answered(value: try Self.data(of: answer.value), instant: answer.instant)
    }
  }

  private static func data(of answer: Node) throws(CallFailure) -> Node {
    guard answer["success"]?.scalar?.truth != false else {
      throw .malformed(answer["message"]?.scalar?.text ?? "success is false")
    }
    return answer["data"] ?? Node(.mapping([]), at: answer.position)
  }

  /// The server's name for a group of GPUs.
  static func device(_ gpus: Range<Int>) -> String {
    gpus.map { "cuda:\($0)" }.joined(separator: ",")
  }

  private static func escaped(_ part: String) -> String {
    let plain = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~"))
    return part.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
  }
}
