import Engine

/// The GPUs of the emulator and the time that it takes to bring a model onto them.
///
/// As in a simulation a GPU holds one model. The GPUs only decide over times: where the emulated server
/// says that weights are is up to `EmulatedServer`.
struct EmulatedMachine: Sendable {
  private enum Content: Hashable {
    case nothing
    case model(ModelID)
    /// The model was taken off since: what comes next replaces it, unless it is the same one.
    case former(ModelID)
  }

  private let costs: SwitchCosts
  private var contents: [Content]

  init(_ scenario: Scenario, gpuCount: Int) {
    costs = SwitchCosts(models: scenario.models, hardware: scenario.hardware)
    contents = [Content](repeating: .nothing, count: gpuCount)
  }

  var gpuCount: Int { contents.count }

  /// Brings a model onto GPUs and returns the seconds that it takes.
  mutating func bring(_ model: ModelID, onto gpus: [Int]) -> Double {
    let found = gpus.map { gpu -> ModelID? in
      switch contents[gpu] {
      case .nothing, .former(model): nil
      case .model(let resident), .former(let resident): resident
      }
    }
    for gpu in gpus { contents[gpu] = .model(model) }
    return costs.switching(found, to: model).seconds
  }

  /// Takes a model off all GPUs.
  mutating func takeOff(_ model: ModelID) {
    for gpu in contents.indices where contents[gpu] == .model(model) {
      contents[gpu] = .former(model)
    }
  }

  /// Makes all GPUs as new.
  mutating func clear() {
    for gpu in contents.indices { contents[gpu] = .nothing }
  }
}
