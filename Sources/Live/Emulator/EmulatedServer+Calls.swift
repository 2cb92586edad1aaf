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
    let limit = request.body?["data"]?["max_length"]
    guard let seconds = duration(of: instance.model, limit, request) else {
      return .failure(500, "Emulated failure")
    }
    return .success(["response": .text(answer(of: instance.model, to: prompt))], after: seconds)
  }

  func estimate(_ request: EmulatorRequest) -> EmulatorReply {
    guard let model = model(in: request) else { return unknownModel(request) }
    let seconds = expected(of: model, request.body?["data"]?["max_length"], request)
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
    guard let seconds = duration(of: model, request.body?["max_tokens"], request) else {
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

  /// How long a call takes, in seconds; nil if it fails.
  private mutating func duration(
    of model: ModelID, _ limit: Node?, _ request: EmulatorRequest
  ) -> Double? {
    let (fate, deviation) = (chance.uniform(), 2 * chance.uniform() - 1)
    guard fate >= settings.failRate else { return nil }
    return expected(of: model, limit, request) * (1 + settings.jitter * deviation)
  }

  /// What the caller says, else what the configuration gives, in seconds.
  private func expected(
    of model: ModelID, _ limit: Node?, _ request: EmulatorRequest
  ) -> Double {
    request.expectedSeconds ?? models[model.index].estimate(maxLength: limit?.number()).seconds
  }

  /// An answer that shows where it comes from and stays short however long the workflow is.
  private func answer(of model: ModelID, to prompt: String) -> String {
    "\(models[model.index].name) on: \(prompt.prefix(60))"
  }
}
