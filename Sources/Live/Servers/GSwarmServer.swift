import Documents
import Engine
import Foundation

/// The devices on which a GSwarm server serves models.
public enum DeviceKind: String, CaseIterable, Sendable {
  /// The GPU of the schedule with number i is the device `cuda:i`.
  case cuda
  /// Every GPU of the schedule is the server's processor.
  case cpu

  /// The server's name for a group of GPUs.
  func name(of gpus: Range<Int>) -> String {
    switch self {
    case .cuda: gpus.map { "cuda:\($0)" }.joined(separator: ",")
    case .cpu: "cpu"
    }
  }
}

/// A GSwarm model server, which serves models on the GPUs that a client names.
struct GSwarmServer: ModelServer {
  private let endpoint: Endpoint
  private let patience: Patience
  private let devices: DeviceKind

  init(_ endpoint: Endpoint, patience: Patience, devices: DeviceKind = .cuda) {
    self.endpoint = endpoint
    self.patience = patience
    self.devices = devices
  }

  var placing: GSwarmServer? { self }

  func checkHealth(timeout: Double) async throws(CallFailure) {
    let answer = try await endpoint.greet("/health", timeout: timeout)
    guard answer.value["status"]?.text == "healthy" else {
      throw .malformed("status is not healthy")
    }
  }

  /// The models and instances on the server.
  func status(timeout: Double) async throws(CallFailure) -> ServerStatus {
    let answer = try await send("GET", "/standalone/status", timeout: timeout)
    return ServerStatus(answer.value)
  }

  /// Asks the server to download a model.
  func download(_ model: String) async throws(CallFailure) {
    _ = try await post(
      "download", ["model_name": .text(model), "source": "huggingface"], timeout: patience.setUp)
  }

  /// Asks the server to serve a model on a group of GPUs.
  ///
  /// A model that was never loaded is loaded onto these GPUs; one that was stays where it is.
  ///
  /// - Returns: the instance's name.
  func serve(
    _ model: String, on gpus: Range<Int>, dispatchedAt: MachineInstant
  ) async throws(CallFailure) -> Answered<String> {
    let answer = try await post(
      "serve", ["model_name": .text(model), "device": .text(devices.name(of: gpus))],
      headers: [CallHeader.dispatchedAt: dispatchedAt.header], timeout: patience.instance)
    guard let instance = answer.value["instance_id"]?.text, InstanceName.isUsable(instance),
      !endpoint.holdsSecret(instance)
    else {
      throw .malformed("reply has no instance_id that can be used")
    }
    return Answered(value: instance, instant: answer.instant)
  }

  /// Asks the server to stop all instances of a model and to free its weights.
  func offload(_ model: String, timeout: Double) async throws(CallFailure) {
    _ = try await post(
      "offload", ["model_name": .text(model), "target": "disk"], timeout: timeout)
  }

  /// Asks the server to forget an instance, whose weights stay; an unknown one counts as forgotten.
  func delete(_ instance: String, timeout: Double) async throws(CallFailure) {
    do throws(CallFailure) {
      try await retrying(pauses: patience.pauses) { () async throws(CallFailure) in
        _ = try await send(
          "DELETE", "/standalone/instance/\(InstanceName.escaped(instance))", timeout: timeout)
      }
    } catch {
      if case .malformed = error { return }
      guard error.isUnknown else { throw error }
    }
  }

  /// Asks for the server's estimate of a call: a number of tokens for a language model, of seconds
  /// for any other.
  func estimate(_ call: ModelCall) async throws(CallFailure) -> Double {
    // A group has no estimate.
    let answer = try await post(
      "estimate",
      [
        "model_name": .text(call.model), "device": .text(devices.name(of: 0..<1)),
        "data": Self.data(of: call),
      ], timeout: patience.call)
    let number = answer.value["estimated_execution_time"]?.number()
    guard let number, number.isFinite, number >= 0 else {
      throw .malformed("reply has no estimated_execution_time")
    }
    return number
  }

  func answer(
    _ call: ModelCall, by instance: String?
  ) async throws(CallFailure) -> Answered<ModelAnswer> {
    let instance = instance ?? ""
    let answer = try await post(
      "call/\(InstanceName.escaped(instance))",
      ["instance_id": .text(instance), "data": Self.data(of: call)], headers: call.headers,
      timeout: patience.call)
    if let text = answer.value["response"]?.text {
      return Answered(
        value: ModelAnswer(text: Self.withoutPrompt(call.prompt, text)), instant: answer.instant)
    }
    guard let path = answer.value["image_path"]?.text else {
      throw .malformed("reply has neither response nor image_path")
    }
    return Answered(value: ModelAnswer(text: path), instant: answer.instant)
  }
}

// MARK: - Calls

extension GSwarmServer {
  /// The usual length of an answer, in tokens.
  private static let usualTokens = 100.0

  /// The data of a call: the node's configuration, the prompt, and a length if it lacks one.
  ///
  /// The server counts the prompt as part of the length; a token is at least one byte.
  static func data(of call: ModelCall) -> JSONValue {
    var data = call.configuration
    data["prompt"] = .text(call.prompt)
    if data["max_length"] == nil {
      let answer = (call.tokenMean ?? usualTokens).rounded(.up)
      data["max_length"] = .number(Double(call.prompt.utf8.count) + answer)
    }
    return .object(data)
  }

  /// The part of a response after the prompt, which the server repeats.
  static func withoutPrompt(_ prompt: String, _ response: String) -> String {
    for echo in [prompt, prompt.trimmingCharacters(in: .whitespacesAndNewlines)]
    where !echo.isEmpty && response.utf8.starts(with: echo.utf8) {
      return String(decoding: response.utf8.dropFirst(echo.utf8.count), as: UTF8.self)
    }
    return response
  }
}

// MARK: - Requests

extension GSwarmServer {
  /// Sends a request; the failure has the status that the server wrote into the detail.
  private func send(
    _ method: String, _ path: String, _ body: JSONValue? = nil, headers: [String: String] = [:],
    timeout: Double
  ) async throws(CallFailure) -> Answered<Node> {
    do throws(CallFailure) {
      return try await endpoint.send(method, path, body, headers: headers, timeout: timeout)
    } catch {
      throw error.withStatusOfDetail
    }
  }

  /// Posts a body, again after failures that may pass, and returns the `data` of the answer.
  private func post(
    _ path: String, _ body: JSONValue, headers: [String: String] = [:], timeout: Double
  ) async throws(CallFailure) -> Answered<Node> {
    try await retrying(pauses: patience.pauses) { () async throws(CallFailure) in
      let answer = try await send(
        "POST", "/standalone/\(path)", body, headers: headers, timeout: timeout)
      return Answered(value: try Self.data(of: answer.value), instant: answer.instant)
    }
  }

  private static func data(of answer: Node) throws(CallFailure) -> Node {
    guard answer["success"]?.scalar?.truth != false else {
      throw .reported(answer["message"]?.text ?? "success is false")
    }
    return answer["data"] ?? Node(.mapping([]), at: answer.position)
  }
}
