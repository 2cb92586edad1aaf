/// The constants of a machine on which memory, kinds of GPUs or steps without GPUs play a part.
///
/// A class, so that handing them on is counting a reference.
final class MemoryTables: Sendable {
  /// The constants of a GPU.
  struct GPU: Sendable {
    /// In GB; infinite where nothing is counted.
    let memory: Double
    /// In GB per second.
    let bandwidth: Double
    let speed: Double
  }

  /// The constants of a model.
  struct Weights: Sendable {
    /// The memory that it takes on each of its GPUs, in GB.
    let share: Double
    /// The memory that it takes on the host, in GB.
    let memory: Double
    let loadTimeSeconds: Double
    let isPinned: Bool
    let gpusRequired: Int
  }

  let residency: Residency
  let eviction: EvictionOrder
  let offloads: Bool
  /// In seconds; infinite if models stay.
  let keepAlive: Double
  let overhead: Double
  /// In GB; nil if the host is not described.
  let hostMemory: Double?
  let gpus: [GPU]
  let models: [Weights]
  /// The number of words of a set of GPUs.
  let wordCount: Int
  /// For each model the set of GPUs of its kinds, one behind the other.
  let allowed: [UInt64]
  /// The largest speed of a GPU.
  let topSpeed: Double

  init(_ scenario: Scenario, _ shape: MachineShape, eviction: EvictionOrder?) {
    let hardware = scenario.hardware
    residency = hardware.residency
    self.eviction = eviction ?? hardware.eviction
    offloads = hardware.offloads
    keepAlive = hardware.keepAliveSeconds ?? .infinity
    overhead = hardware.switchOverheadSeconds
    hostMemory = hardware.hostMemoryGB
    let counted = hardware.residency == .memory
    gpus = (0..<shape.gpuCount).map { gpu in
      GPU(
        memory: counted ? hardware.memoryGB(ofGPU: gpu) ?? .infinity : .infinity,
        bandwidth: hardware.bandwidthGBPerSecond(ofGPU: gpu),
        speed: hardware.kind(ofGPU: gpu)?.speed ?? 1)
    }
    models = scenario.models.map {
      Weights(
        share: $0.shareGB(hardware.residency), memory: $0.memoryGB,
        loadTimeSeconds: $0.loadTimeSeconds, isPinned: $0.isPinned, gpusRequired: $0.gpusRequired)
    }
    wordCount = (shape.gpuCount + 63) / 64
    var allowed = [UInt64](repeating: 0, count: wordCount * models.count)
    for (index, model) in scenario.models.enumerated() {
      for gpu in 0..<shape.gpuCount {
        let name = hardware.kind(ofGPU: gpu)?.name
        guard model.kinds.isEmpty || name.map(model.kinds.contains) == true else { continue }
        allowed[index * wordCount + gpu >> 6] |= 1 << UInt64(gpu & 63)
      }
    }
    self.allowed = allowed
    topSpeed = gpus.reduce(0) { max($0, $1.speed) }
  }

  /// The seconds in which a model that is not resident gets a GPU.
  ///
  /// `evicted` is the memory of the models that make way, in GB; nil if none does. `isFromHost` tells
  /// whether its weights come from the memory of the host.
  @inline(__always)
  func seconds(
    toLoad model: ModelID, on gpu: Int, evicting evicted: Double?, isFromHost: Bool
  ) -> Double {
    let weights = models[model.index]
    var moved = offloads ? evicted ?? 0 : 0
    if isFromHost { moved += weights.share }
    return moved / gpus[gpu].bandwidth + (isFromHost ? 0 : weights.loadTimeSeconds)
      + (isFromHost || evicted != nil ? overhead : 0)
  }

  func isAllowed(_ model: ModelID, on gpu: Int) -> Bool {
    allowed[model.index &* wordCount &+ gpu &>> 6] &>> UInt64(gpu & 63) & 1 == 1
  }
}
