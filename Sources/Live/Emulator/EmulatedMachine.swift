import Engine

/// The GPUs of the emulator and the time that it takes to bring a model onto them.
///
/// The GPUs only decide over times, and over what fits: where the emulated server says that weights are
/// is up to `EmulatedServer`.
struct EmulatedMachine: Sendable {
  private enum Content: Hashable {
    case nothing
    case model(ModelID)
    /// The model was taken off since: what comes next replaces it, unless it is the same one.
    case former(ModelID)
  }

  private let costs: SwitchCosts
  private var contents: [Content]
  /// The GPUs where memory or kinds of GPUs play a part, which then take the place of `contents`.
  private var memory: EmulatedMemory?

  init(_ scenario: Scenario, gpuCount: Int) {
    costs = SwitchCosts(models: scenario.models, hardware: scenario.hardware)
    contents = [Content](repeating: .nothing, count: gpuCount)
    if !scenario.hasPlainMachine { memory = EmulatedMemory(scenario, gpuCount: gpuCount) }
  }

  var gpuCount: Int { contents.count }

  /// Whether the model fits onto GPUs beside what is there.
  func fits(_ model: ModelID, onto gpus: [Int]) -> Bool { memory?.fits(model, onto: gpus) ?? true }

  /// Brings a model onto GPUs and returns the seconds that it takes.
  mutating func bring(_ model: ModelID, onto gpus: [Int]) -> Double {
    if memory != nil { return memory?.bring(model, onto: gpus) ?? 0 }
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
    memory?.takeOff(model, contents.indices.map { $0 })
  }

  /// Takes an instance of a model off its GPUs; where a GPU holds one model, the weights stay.
  mutating func forget(_ model: ModelID, on gpus: [Int]) { memory?.takeOff(model, gpus) }

  /// The divisor of execution times on GPUs.
  func speed(of gpus: [Int]) -> Double { memory?.rules.speed(of: gpus) ?? 1 }

  /// Makes all GPUs as new.
  mutating func clear() {
    for gpu in contents.indices { contents[gpu] = .nothing }
    memory?.clear()
  }
}

/// The GPUs of the emulator, and its host, where memory or kinds of GPUs play a part.
///
/// A model that is taken off leaves room at once; its time is part of the load that follows, as in a
/// simulation.
struct EmulatedMemory: Sendable {
  let rules: MemoryRules
  private let start: MemoryState
  private var state: MemoryState
  /// For each GPU the models that were taken off since one was brought, in order.
  private var leaving: [[ModelID]]

  init(_ scenario: Scenario, gpuCount: Int) {
    rules = MemoryRules(scenario, MachineShape(gpuCount: gpuCount))
    start = MemoryState(startOf: scenario, gpuCount: gpuCount)
    state = start
    leaving = [[ModelID]](repeating: [], count: gpuCount)
  }

  func fits(_ model: ModelID, onto gpus: [Int]) -> Bool {
    gpus.allSatisfy { gpu in
      if state.gpus[gpu].contains(model) { return true }
      let room = rules.room(for: model, on: gpu, beside: state.gpus[gpu])
      // Where a GPU holds one model, the next one replaces it.
      return !rules.countsMemory || room.needed <= room.free
    }
  }

  mutating func bring(_ model: ModelID, onto gpus: [Int]) -> Double {
    let isOnHost = state.host?.holds(model)
    var (seconds, evicted): (Double, [ModelID]) = (0, [])
    for gpu in gpus where !state.gpus[gpu].contains(model) {
      var makesWay = leaving[gpu].filter { $0 != model }
      if !rules.countsMemory {
        for resident in state.gpus[gpu].list { makesWay.append(resident.model) }
        state.gpus[gpu] = GPUResidents()
      }
      let isOccupied = !makesWay.isEmpty || !state.gpus[gpu].list.isEmpty
      seconds = max(
        seconds,
        rules.seconds(
          toLoad: model, on: gpu, evicting: makesWay, isFromHost: isOnHost ?? isOccupied))
      leaving[gpu] = []
      evicted += makesWay
      state.gpus[gpu].use(model, until: 0)
    }
    rules.use(evicted, model, of: &state.host)
    return seconds
  }

  mutating func takeOff(_ model: ModelID, _ gpus: [Int]) {
    for gpu in gpus where state.gpus[gpu].contains(model) {
      state.gpus[gpu].remove(model)
      leaving[gpu].append(model)
    }
  }

  mutating func clear() {
    state = start
    for gpu in leaving.indices { leaving[gpu] = [] }
  }
}
