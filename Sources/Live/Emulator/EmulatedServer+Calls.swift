import Documents
import Engine

/// Calls and estimates of the GSwarm interface.
extension EmulatedServer {
  mutating func call(
    _ name: String, _ body: Node, _ request: EmulatorRequest
  ) throws(GSwarmError) -> EmulatorReply {
    let instance = try instance(named: name)
    let data = body["data"] ?? Node(.mapping([]), at: .start)
    let kind = GSwarmModelKind(self.name(of: instance.model))
    let prompt = try kind.prompt(in: data)
    if kind == .diffusion { return try paint(instance, request) }
    let generation = try Generation(prompt: prompt, data)
    guard
      let seconds = duration(
        of: instance.model, tokens: Double(generation.tokens), on: instance.gpus, request)
    else { throw GSwarmError("Emulated failure") }
    let text = GeneratedText(
      model: models[instance.model.index].name, prompt: generation.prompt)
    return .success(
      "Inference completed",
      [
        "response": .text(generation.prompt + text.text(bytes: generation.tokens)),
        "model_type": "llm", "instance_id": .text(name), "port": .whole(instance.port),
        "device_used": .text(weights(of: instance.model)?.firstDevice ?? instance.device),
      ], after: seconds)
  }

  private mutating func paint(
    _ instance: Instance, _ request: EmulatorRequest
  ) throws(GSwarmError) -> EmulatorReply {
    guard
      let seconds = duration(
        of: instance.model, tokens: nil, on: instance.gpus, request)
    else {
      throw GSwarmError("Emulated failure")
    }
    let stamp = localDate(request.date.rounded(.down)).filter(\.isNumber)
    let path =
      "\(Self.cacheFolder)/output_\(instance.name)_\(stamp.prefix(8))_\(stamp.dropFirst(8)).png"
    return .success(
      "Image generation completed",
      [
        "image_path": .text(path), "model_type": "diffusion", "instance_id": .text(instance.name),
        "port": .whole(instance.port),
      ], after: seconds)
  }

  func estimate(_ body: Node, at date: Double) throws(GSwarmError) -> EmulatorReply {
    let (name, device) = (body.string(of: "model_name"), body.string(of: "device"))
    try DeviceNames.check(device, gpuCount: settings.gpuCount)
    let (estimate, features) = try estimate(name, device, body["data"], needsSize: false)
    return .success(
      "Direct estimation completed",
      estimated(
        estimate, ("model_name", .text(name)), device, features, GSwarmModelKind(name), date))
  }

  func estimate(
    by instanceName: String, _ body: Node, at date: Double
  ) throws(GSwarmError) -> EmulatorReply {
    let instance = try instance(named: instanceName)
    let name = name(of: instance.model)
    let (estimate, features) = try estimate(
      name, instance.device, body["data"], needsSize: true)
    return .success(
      "Estimation completed",
      estimated(
        estimate, ("instance_id", .text(instanceName)), instance.device, features,
        GSwarmModelKind(name), date))
  }

  private func estimated(
    _ estimate: Int, _ subject: (key: String, value: AnswerJSON), _ device: String,
    _ features: AnswerJSON, _ kind: GSwarmModelKind, _ date: Double
  ) -> AnswerJSON {
    .object([
      ("estimated_execution_time", .whole(estimate)), ("estimated_time_unit", "seconds"),
      ("model_type", .text(kind.rawValue)), subject, ("device", .text(device)),
      ("data_features", [features]), ("timestamp", .text(localDate(date))),
    ])
  }

  /// Returns an estimate and what it is made of.
  ///
  /// Of a language model it is a number of tokens; of other models there never is one.
  private func estimate(
    _ name: String, _ device: String, _ data: Node?, needsSize: Bool
  ) throws(GSwarmError) -> (Int, AnswerJSON) {
    let data = data ?? Node(.mapping([]), at: .start)
    let kind = GSwarmModelKind(name)
    let prompt = try kind.prompt(in: data)
    if kind == .diffusion {
      if needsSize, data["height"] == nil || data["width"] == nil {
        throw GSwarmError(400, "Diffusion models require 'height' and 'width' in data")
      }
      for field in ["height", "width"] where data[field] == nil { throw GSwarmError("'\(field)'") }
      throw GSwarmError("'\(name)_\(device)_predictor.pkl'")
    }
    let length = try prompt.pythonLength()
    let mean = model(named: name).flatMap { models[$0.index].tokenMean }
    return (
      Int((mean ?? Self.usualTokens).rounded(.up)),
      [
        "prompt_length": .whole(length),
        "max_length": data["max_length"].map(AnswerJSON.init) ?? 100,
        "temperature": data["temperature"].map(AnswerJSON.init) ?? .literal("0.7"),
      ]
    )
  }

  /// The tokens of an answer of a model that says nothing about it.
  static let usualTokens = 100.0
}

/// The kind of a model, which the GSwarm server takes from its name.
enum GSwarmModelKind: String {
  case llm, diffusion

  init(_ name: String) {
    let name = name.lowercased()
    let isDiffusion = ["stable-diffusion", "sd-", "flux", "diffusion"].contains(
      where: name.contains)
    self = isDiffusion ? .diffusion : .llm
  }

  func prompt(in data: Node) throws(GSwarmError) -> Node {
    if let prompt = data["prompt"] { return prompt }
    throw GSwarmError(400, "\(self == .llm ? "LLM" : "Diffusion") models require 'prompt' in data")
  }
}

extension Node {
  /// The name of the value's type in Python.
  fileprivate var pythonType: String {
    switch content {
    case .mapping: "dict"
    case .sequence: "list"
    case .scalar(let scalar):
      if !scalar.isPlain {
        "str"
      } else if scalar.isNull {
        "NoneType"
      } else if scalar.truth != nil {
        "bool"
      } else {
        scalar.text.allSatisfy { $0.isNumber || $0 == "-" } ? "int" : "float"
      }
    }
  }

  /// The length of the value in Python.
  fileprivate func pythonLength() throws(GSwarmError) -> Int {
    if let string { return string.unicodeScalars.count }
    if let count = items?.count ?? entries?.count { return count }
    throw GSwarmError("object of type '\(pythonType)' has no len()")
  }
}

/// The text generation that a call asks for, refused as the libraries of the GSwarm server do.
///
/// A byte is a token.
private struct Generation {
  let prompt: String
  /// The tokens of the answer without the prompt.
  let tokens: Int

  /// The longest prompt and answer together.
  private static let largestLength = Double(Limit.contextTokens.largest)

  init(prompt: Node, _ data: Node) throws(GSwarmError) {
    guard let text = prompt.string else {
      throw GSwarmError(
        "text input must be of type `str` (single example), `list[str]` (batch or single "
          + "pretokenized example) or `list[list[str]]` (batch of pretokenized examples).")
    }
    self.prompt = text
    let count = text.utf8.count
    guard count > 0 else {
      throw GSwarmError("index -1 is out of bounds for dimension 0 with size 0")
    }
    let length = try Self.length(data["max_length"])
    guard Double(count) < length.number else {
      throw GSwarmError(
        "Input length of input_ids is \(count), but `max_length` is set to \(length.text). This can "
          + "lead to unexpected behavior. You should consider increasing `max_length` or, better "
          + "yet, setting `max_new_tokens`.")
    }
    try Self.checkTemperature(data["temperature"])
    guard length.number <= Self.largestLength else {
      throw GSwarmError("index out of range in self")
    }
    tokens = Int(length.number.rounded(.up)) - count
  }

  private static func length(
    _ value: Node?
  ) throws(GSwarmError) -> (number: Double, text: String) {
    guard let value else { return (100, "100") }
    if let truth = value.scalar?.truth { return (truth ? 1 : 0, truth ? "True" : "False") }
    guard let number = value.number(), let text = value.scalar?.text else {
      throw GSwarmError(
        "'>=' not supported between instances of 'int' and '\(value.pythonType)'")
    }
    return (number, text)
  }

  private static func checkTemperature(_ value: Node?) throws(GSwarmError) {
    guard let value, !value.isNull, value.number() != 1, value.scalar?.truth != true else { return }
    let number = value.number() ?? 0
    guard number > 0, value.pythonType == "float" else {
      let text = value.scalar?.text ?? value.pythonType
      let advice =
        value.pythonType == "float" && number == 0
        ? " If you're looking for greedy decoding strategies, set `do_sample=False`." : ""
      throw GSwarmError(
        "`temperature` (=\(text)) has to be a strictly positive float, otherwise your next token "
          + "scores will be invalid." + advice)
    }
  }
}
