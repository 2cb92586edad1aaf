/// The GPUs at one moment: residents, free GPUs, and the time since which each is free.
///
/// A GPU is free when its last node has ended, even if the event of that end, at the same time, is
/// still to be handled: the driver of the scheduler knows what has ended, and releases it.
///
/// This is the one place that answers which GPUs are free, which models fit on them, why one does
/// not, and what a switch costs: for the present, and, restored from dispatches, for the past.
public struct Machine: Sendable {
  /// The number of free GPUs.
  public internal(set) var freeCount = 0

  let tables: MachineTables
  var gpus: [GPUState]
  var idle: IdleGPUs
  /// The sets of `windows`, that of `idle`, and for each model the free GPUs on which it is resident.
  var bits: [UInt64]
  /// The models on the GPUs, where memory, kinds of GPUs or steps without GPUs play a part.
  var occupancy: Boxed<Occupancy>?
  /// The number of words of GPU sets that were looked at.
  var work = WorkCount()

  /// Makes a machine on which nothing ran yet.
  ///
  /// - Parameters:
  ///   - scenario: the models and the hardware.
  ///   - shape: the GPUs.
  ///   - rules: what a switch costs.
  ///   - eviction: the order of evictions if it is not that of the hardware.
  /// - Complexity: O(GPUs + models), and O(GPUs / 64) for each model and group size.
  package init(
    for scenario: Scenario, shape: MachineShape, rules: Rules, eviction: EvictionOrder? = nil
  ) {
    self.init(
      restoring: [],
      memory: scenario.hasPlainMachine
        ? nil : MemoryState(startOf: scenario, gpuCount: shape.gpuCount),
      for: scenario, shape: shape, rules: rules, eviction: eviction, at: 0)
  }

  /// Makes the machine that the latest dispatch to each GPU leaves.
  ///
  /// - Parameters:
  ///   - latest: the latest dispatch to each GPU that ever had one.
  ///   - memory: the models on the GPUs; nil on a plain machine, where `latest` tells them.
  ///   - scenario: the models and the hardware.
  ///   - shape: the GPUs.
  ///   - rules: what a switch costs.
  ///   - eviction: the order of evictions if it is not that of the hardware.
  ///   - now: the time, in seconds; a GPU whose dispatch has ended by then is free.
  /// - Complexity: O(GPUs log GPUs + models), and O(GPUs / 64) for each model and group size.
  package init(
    restoring latest: [LatestDispatch], memory: MemoryState? = nil, for scenario: Scenario,
    shape: MachineShape, rules: Rules, eviction: EvictionOrder? = nil, at now: Double
  ) {
    tables = MachineTables(scenario, shape, rules, eviction, hasMemory: memory != nil)
    bits = tables.layout.empty
    idle = IdleGPUs(gpuCount: shape.gpuCount, latest: tables.firstWarm - 1)
    gpus = [GPUState](repeating: GPUState(), count: shape.gpuCount)
    for dispatch in latest {
      gpus[dispatch.gpu] = GPUState(
        resident: dispatch.model, execution: dispatch.execution, freeAt: dispatch.end)
    }
    releaseAll(endedBy: now)
    guard let memory, let tables = tables.memory else { return }
    occupancy = Boxed(Occupancy(memory, tables))
    for gpu in gpus.indices where gpus[gpu].execution < 0 {
      occupancy?.value.release(gpu, of: nil, since: 0, tables)
    }
    expire(at: now)
  }
}

extension Machine {
  /// The number of GPUs, and those that are absent.
  public var shape: MachineShape { tables.shape }

  /// The costs of switches on one GPU.
  public var costs: SwitchCosts { tables.costs }

  var windows: FreeWindows { tables.windows }
  var layout: GPUSetLayout { tables.layout }
  var firstWarm: Int { tables.firstWarm }
  var gpusRequired: [Int] { tables.gpusRequired }
  var sizeIndices: [Int?] { tables.sizeIndices }
  var rules: Rules { tables.rules }
  var rows: [Range<Int>] { tables.rows }
  var hasAbsentGPUs: Bool { tables.hasAbsentGPUs }
  var memory: MemoryTables? { tables.memory }
}
