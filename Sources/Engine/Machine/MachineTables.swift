/// The parts of a machine that never change.
///
/// A class, so that copies of a machine share them: a policy gets a copy for each placement.
final class MachineTables: Sendable {
  let shape: MachineShape
  let costs: SwitchCosts
  /// For each model the least time, in seconds, that a GPU without it takes to get it.
  let leastSwitchSeconds: [Double]
  let windows: FreeWindows
  let layout: GPUSetLayout
  /// The set of the free GPUs on which the first model is resident; those of other models follow.
  let firstWarm: Int
  let gpusRequired: [Int]
  /// For each model the index of its number of GPUs in `groupSizes`; nil if there are too few.
  let sizeIndices: [Int?]
  let rules: Rules
  /// The rows of GPUs that are present.
  let rows: [Range<Int>]
  let hasAbsentGPUs: Bool
  /// Nil on a plain machine.
  let memory: MemoryTables?
  /// Whether freed GPUs join the free ones, and that is all.
  let releasesPlainly: Bool

  init(
    _ scenario: Scenario, _ shape: MachineShape, _ rules: Rules, _ eviction: EvictionOrder?,
    hasMemory: Bool
  ) {
    gpusRequired = scenario.models.map(\.gpusRequired)
    windows = FreeWindows(sizes: gpusRequired, gpuCount: shape.gpuCount)
    sizeIndices = gpusRequired.map { [sizes = windows.sizes] in sizes.firstIndex(of: $0) }
    // One more set is that of `IdleGPUs`.
    firstWarm = windows.sizes.count + 1
    layout = GPUSetLayout(count: firstWarm + scenario.models.count, capacity: shape.gpuCount)
    costs = SwitchCosts(models: scenario.models, hardware: scenario.hardware)
    leastSwitchSeconds =
      hasMemory
      ? [Double](repeating: 0, count: gpusRequired.count)
      : Self.leastSwitchSeconds(scenario.models, costs)
    self.rules = rules
    self.shape = shape
    rows = shape.rows
    hasAbsentGPUs = !shape.absentGPUs.isEmpty
    memory = hasMemory ? MemoryTables(scenario, shape, eviction: eviction) : nil
    releasesPlainly = !hasAbsentGPUs && !hasMemory
  }

  private static func leastSwitchSeconds(_ models: [Model], _ costs: SwitchCosts) -> [Double] {
    // The smaller the model that makes way, the shorter the switch.
    let smallest = models.indices.sorted { models[$0].memoryGB < models[$1].memoryGB }.prefix(2)
    return models.indices.map { model in
      let loading = costs.seconds(from: nil, to: ModelID(model))
      return smallest.filter { $0 != model }.reduce(loading) {
        min($0, costs.seconds(from: ModelID($1), to: ModelID(model)))
      }
    }
  }
}
