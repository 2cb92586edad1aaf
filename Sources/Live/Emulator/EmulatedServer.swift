import Documents
import Engine
import Workload

/// The state and the answers of a model server without GPUs.
///
/// It has neither clock nor network: a request carries its arrival, a reply the instant it is due.
struct EmulatedServer: Sendable {
  struct Instance: Sendable {
    let model: ModelID
    let gpus: [Int]
    let port: Int
  }

  let models: [Model]
  let settings: EmulatorSettings
  private let costs: SwitchCosts
  /// The model served last on each GPU.
  private var residents: [ModelID?]
  private(set) var instances: [String: Instance] = [:]
  private var onDisk: Set<ModelID> = []
  private var inMemory: Set<ModelID> = []
  private var servedCount = 0
  var chance: RandomNumbers

  init(_ scenario: Scenario, _ settings: EmulatorSettings) {
    models = scenario.models
    self.settings = settings
    costs = SwitchCosts(models: scenario.models, hardware: scenario.hardware)
    residents = [ModelID?](repeating: nil, count: settings.gpuCount)
    chance = RandomNumbers(seed: settings.seed)
  }

  /// The longest delay of a reply, in seconds.
  static let longestWait = 86_400.0

  /// Answers a request.
  mutating func reply(to request: EmulatorRequest) -> EmulatorReply {
    var reply = answer(to: request)
    reply.dueAt = request.begunAt.advanced(
      by: max(0, min(reply.seconds / settings.timeScale, Self.longestWait)))
    return reply
  }

  private mutating func answer(to request: EmulatorRequest) -> EmulatorReply {
    switch (request.method, request.path.first, request.path.dropFirst().first) {
    case ("GET", "health", nil): EmulatorReply(status: 200, body: ["status": "healthy"])
    case ("GET", "standalone", "status"): EmulatorReply(status: 200, body: status)
    case ("POST", "standalone", "download"): download(request)
    case ("POST", "standalone", "load"): load(request)
    case ("POST", "standalone", "serve"): serve(request)
    case ("POST", "standalone", "call"): call(request)
    case ("POST", "standalone", "estimate"): estimate(request)
    case ("POST", "standalone", "offload"): offload(request)
    case ("DELETE", "standalone", "instance"): delete(request)
    case ("GET", "v1", "models"): EmulatorReply(status: 200, body: modelList)
    case ("POST", "v1", "chat"): chat(request)
    default: .failure(404, "Not Found")
    }
  }

  // MARK: - What is there

  private var status: JSONValue {
    let serving = instances.sorted { $0.key < $1.key }.map { name, instance -> JSONValue in
      [
        "instance_id": .text(name), "model_name": .text(self.name(of: instance.model)),
        "device": .text(instance.gpus.map { "cuda:\($0)" }.joined(separator: ",")),
        "port": .number(Double(instance.port)),
      ]
    }
    return [
      "models_on_disk": .list(names(onDisk)), "models_in_dram": .list(names(inMemory)),
      "serving_instances": .list(serving),
      "used_ports": .list(instances.values.map(\.port).sorted().map { .number(Double($0)) }),
    ]
  }

  private var modelList: JSONValue {
    [
      "object": "list",
      "data": .list(models.map { ["id": .text($0.servedName), "object": "model"] }),
    ]
  }

  private func names(_ models: Set<ModelID>) -> [JSONValue] {
    models.map(name(of:)).sorted().map(JSONValue.text)
  }

  func name(of model: ModelID) -> String { models[model.index].servedName }

  func model(in request: EmulatorRequest) -> ModelID? {
    guard let name = request.body?["model_name"]?.scalar?.text else { return nil }
    return models.firstIndex { $0.servedName == name }.map(ModelID.init)
  }

  func unknownModel(_ request: EmulatorRequest) -> EmulatorReply {
    guard let name = request.body?["model_name"]?.scalar?.text else {
      return .failure(422, "model_name is missing")
    }
    return .failure(404, "Model \(name) not found")
  }

  // MARK: - From the disk to a GPU

  private mutating func download(_ request: EmulatorRequest) -> EmulatorReply {
    guard let model = model(in: request) else { return unknownModel(request) }
    onDisk.insert(model)
    return .success(["model_path": .text("/models/\(name(of: model))")])
  }

  private mutating func load(_ request: EmulatorRequest) -> EmulatorReply {
    guard let model = model(in: request) else { return unknownModel(request) }
    guard onDisk.contains(model) else {
      return .failure(404, "Model \(name(of: model)) is not downloaded")
    }
    inMemory.insert(model)
    // A run that begins while nobody else is served finds the machine as new.
    if instances.isEmpty { for gpu in residents.indices { residents[gpu] = nil } }
    return .success()
  }

  private mutating func serve(_ request: EmulatorRequest) -> EmulatorReply {
    guard let model = model(in: request) else { return unknownModel(request) }
    guard onDisk.contains(model) else {
      return .failure(404, "Model \(name(of: model)) is not downloaded")
    }
    let device = request.body?["device"]?.scalar?.text ?? ""
    guard let gpus = gpus(device) else { return .failure(400, "There is no device \(device)") }
    // What is served a second time is loaded a second time.
    let found = gpus.map { residents[$0] == model ? nil : residents[$0] }
    let seconds = costs.switching(found, to: model).seconds
    for gpu in gpus { residents[gpu] = model }
    servedCount += 1
    let instance = "instance-\(servedCount)"
    let port = 20_000 + servedCount % 40_000
    instances[instance] = Instance(model: model, gpus: gpus, port: port)
    return .success(
      [
        "instance_id": .text(instance), "device": .text(device), "port": .number(Double(port)),
        "url": .text("http://127.0.0.1:\(port)"), "endpoint": .text("/standalone/call/\(instance)"),
      ], after: seconds)
  }

  /// Returns the GPUs of a device such as `cuda:0,cuda:1`; nil if one of them does not exist.
  private func gpus(_ device: String) -> [Int]? {
    let numbers = device.split(separator: ",", omittingEmptySubsequences: false).map { part in
      part.hasPrefix("cuda:")
        ? Int(part.dropFirst(5)).flatMap { residents.indices.contains($0) ? $0 : nil } : nil
    }
    let gpus = numbers.compactMap(\.self)
    return gpus.count == numbers.count && !gpus.isEmpty ? gpus : nil
  }

  private mutating func offload(_ request: EmulatorRequest) -> EmulatorReply {
    guard let model = model(in: request) else { return unknownModel(request) }
    instances = instances.filter { $0.value.model != model }
    if request.body?["target"]?.scalar?.text == "disk" { inMemory.remove(model) }
    return .success()
  }

  private mutating func delete(_ request: EmulatorRequest) -> EmulatorReply {
    guard request.path.count == 3, instances.removeValue(forKey: request.path[2]) != nil else {
      return .failure(404, "Instance not found")
    }
    return .success()
  }
}
