/// The GPUs at one moment: residents, free GPUs, and the time since which each is free.
///
/// A GPU is free when its last node has ended, even if the event of that end, at the same time, is
/// still to be handled: the driver of the scheduler knows what has ended, and releases it.
///
/// This is the one place that answers which GPUs are free, which models fit on them, why one does
/// not, and what a switch costs: for the present, and, restored from dispatches, for the past.
public struct Machine: Sendable {
  /// The number of GPUs, and those that are absent.
  public let shape: MachineShape
  /// The number of free GPUs.
  public internal(set) var freeCount = 0
  /// The costs of switches on one GPU.
  public let costs: SwitchCosts

  var gpus: [GPUState]
  let windows: FreeWindows
  var idle: IdleGPUs
  /// The sets of `windows`, that of `idle`, and for each model the free GPUs on which it is resident.
  var bits: [UInt64]
  let layout: GPUSetLayout
  /// The set of the first model.
  let firstWarm: Int
  let gpusRequired: [Int]
  /// For each model the index of its number of GPUs in `groupSizes`; nil if there are too few.
  let sizeIndices: [Int?]
  let rules: Rules
  /// The rows of GPUs that are present.
  let rows: [Range<Int>]
  let hasAbsentGPUs: Bool
  /// The number of words of GPU sets that were looked at.
  var work = WorkCount()

  /// Makes a machine on which nothing ran yet.
  ///
  /// - Parameters:
  ///   - scenario: the models and the hardware.
  ///   - shape: the GPUs.
  ///   - rules: what a switch costs.
  /// - Complexity: O(GPUs + models), and O(GPUs / 64) for each model and group size.
  package init(for scenario: Scenario, shape: MachineShape, rules: Rules) {
    self.init(restoring: [], for: scenario, shape: shape, rules: rules, at: .infinity)
  }

  /// Makes the machine that the latest dispatch to each GPU leaves.
  ///
  /// - Parameters:
  ///   - latest: the latest dispatch to each GPU that ever had one.
  ///   - scenario: the models and the hardware.
  ///   - shape: the GPUs.
  ///   - rules: what a switch costs.
  ///   - now: the time, in seconds; a GPU whose dispatch has ended by then is free.
  /// - Complexity: O(GPUs log GPUs + models), and O(GPUs / 64) for each model and group size.
  package init(
    restoring latest: [LatestDispatch], for scenario: Scenario, shape: MachineShape, rules: Rules,
    at now: Double
  ) {
    let count = shape.gpuCount
    gpusRequired = scenario.models.map(\.gpusRequired)
    windows = FreeWindows(sizes: gpusRequired, gpuCount: count)
    sizeIndices = gpusRequired.map { [sizes = windows.sizes] in sizes.firstIndex(of: $0) }
    let sizeCount = windows.sizes.count
    firstWarm = sizeCount + 1
    layout = GPUSetLayout(count: firstWarm + scenario.models.count, capacity: count)
    bits = layout.empty
    idle = IdleGPUs(gpuCount: count, latest: sizeCount)
    costs = SwitchCosts(models: scenario.models, hardware: scenario.hardware)
    self.rules = rules
    self.shape = shape
    rows = shape.rows
    hasAbsentGPUs = !shape.absentGPUs.isEmpty
    gpus = [GPUState](repeating: GPUState(), count: count)
    for dispatch in latest {
      gpus[dispatch.gpu] = GPUState(
        resident: dispatch.model, execution: dispatch.execution, freeAt: dispatch.end)
    }
    releaseAll(endedBy: now)
  }
}
