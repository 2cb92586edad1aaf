import Documents
import Engine
import Workload

extension EmulatedServer {
  mutating func call(_ request: EmulatorRequest) -> EmulatorReply {
    guard request.path.count == 3, let instance = instances[request.path[2]] else {
      return .failure(404, "Instance not found")
    }
    guard let prompt = request.body?["data"]?["prompt"]?.scalar?.text else {
      return .failure(400, "data lacks prompt")
    }
    guard let limit = TokenLimit(request.body?["data"]?["max_length"]) else {
      return .failure(400, TokenLimit.requirement("max_length"))
    }
    guard let seconds = duration(of: instance.model, limit, request) else {
      return .failure(500, "Emulated failure")
    }
    return .success(["response": .text(answer(of: instance.model, to: prompt))], after: seconds)
  }

  func estimate(_ request: EmulatorRequest) -> EmulatorReply {
    guard let model = model(in: request) else { return unknownModel(request) }
    guard let limit = TokenLimit(request.body?["data"]?["max_length"]) else {
      return .failure(400, TokenLimit.requirement("max_length"))
    }
    let seconds = expected(of: model, limit, request)
    return .success(["estimated_execution_time": .number(seconds / settings.timeScale)])
  }

  mutating func chat(_ request: EmulatorRequest) -> EmulatorReply {
    guard request.path.dropFirst(2) == ["completions"] else { return .failure(404, "Not Found") }
    let name = request.body?["model"]?.scalar?.text ?? ""
    guard let model = models.firstIndex(where: { $0.servedName == name }).map(ModelID.init) else {
      return .chatFailure(404, "The model \(name) does not exist")
    }
    guard let prompt = request.body?["messages"]?.items?.last?["content"]?.scalar?.text else {
      return .chatFailure(400, "messages lacks a message with content")
    }
    guard let limit = TokenLimit(request.body?["max_tokens"]) else {
      return .chatFailure(400, TokenLimit.requirement("max_tokens"))
    }
    guard let seconds = duration(of: model, limit, request) else {
      return .chatFailure(500, "Emulated failure")
    }
    let message: JSONValue = [
      "role": "assistant", "content": .text(answer(of: model, to: prompt)),
    ]
    return EmulatorReply(
      status: 200,
      body: [
        "object": "chat.completion", "model": .text(name),
        "choices": [["index": .number(0), "message": message, "finish_reason": "stop"]],
      ], seconds: seconds)
  }

  /// The seconds that a call takes, drawn with the jitter; nil if the call fails.
  private mutating func duration(
    of model: ModelID, _ limit: TokenLimit, _ request: EmulatorRequest
  ) -> Double? {
    let (fate, deviation) = (chance.uniform(), 2 * chance.uniform() - 1)
    guard fate >= settings.failRate else { return nil }
    return expected(of: model, limit, request) * (1 + settings.jitter * deviation)
  }

  /// The seconds that a call is expected to take: the caller's number, else the configuration's.
  private func expected(
    of model: ModelID, _ limit: TokenLimit, _ request: EmulatorRequest
  ) -> Double {
    request.expectedSeconds ?? models[model.index].estimate(maxLength: limit.tokens).seconds
  }

  /// An answer that shows where it comes from and stays short however long the workflow is.
  private func answer(of model: ModelID, to prompt: String) -> String {
    "\(models[model.index].name) on: \(prompt.prefix(60))"
  }
}

/// The largest number of tokens that a call may answer with.
struct TokenLimit {
  /// The number of tokens; nil if the caller sets no limit.
  let tokens: Double?

  private static let largest = 1e9

  /// Reads the limit of a body; nil if it is there and is not a number that makes sense.
  init?(_ value: Node?) {
    guard let value, !value.isNull else {
      tokens = nil
      return
    }
    guard let number = value.number(), number >= 0, number <= Self.largest else { return nil }
    tokens = number
  }

  /// The sentence for a caller whose limit was refused.
  static func requirement(_ name: String) -> String {
    "\(name) has to be a number from 0 to \(Int(largest))"
  }
}
