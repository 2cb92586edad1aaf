/// The GPUs at one moment: what is resident where, who is free, and since when.
///
/// A GPU is free when its last node has ended, even if the event that says so is still to be
/// handled: whoever drives the scheduler knows what has ended, and says so.
public struct Cluster: Sendable {
  /// One GPU, in 16 bytes.
  private struct GPU: Sendable {
    private var rawResident: Int32 = -1
    /// What runs here, a place in `Trace.executions`; −1 on a free GPU.
    var execution: Int32 = -1
    var freeAt = 0.0

    /// A GPU that never had a model.
    init() {}

    init(resident: ModelID, execution: Int, freeAt: Double) {
      rawResident = resident.rawValue
      self.execution = Int32(truncatingIfNeeded: execution)
      self.freeAt = freeAt
    }

    var resident: ModelID? { rawResident < 0 ? nil : ModelID(rawValue: rawResident) }
  }

  private var gpus: [GPU]
  /// The number of free GPUs.
  public private(set) var freeCount = 0
  private let windows: FreeWindows
  private var idle: IdleGPUs
  /// The sets of `windows`, that of `idle`, and for each model the free GPUs on which it is resident.
  private var bits: [UInt64]
  private let layout: GPUSetLayout
  /// The set of the first model.
  private let firstWarm: Int
  private let gpusRequired: [Int]
  /// For each model the place of its number of GPUs in `groupSizes`; nil if there are too few.
  private let sizeIndices: [Int?]
  private let costs: SwitchCosts
  private let rules: Rules
  /// The GPUs that take no nodes.
  private let absent: Set<Int>
  /// How many words of GPU sets were looked at so far.
  private(set) var work = WorkCount()

  /// Makes the GPUs as their latest dispatches leave them.
  ///
  /// - Parameters:
  ///   - scenario: the models.
  ///   - count: the number of GPUs.
  ///   - rules: what a switch costs.
  ///   - absent: the GPUs that take no nodes.
  ///   - latest: for each GPU that ever got one the latest dispatch.
  ///   - now: the time, in seconds; whoever has ended by then is free.
  /// - Complexity: O(GPUs log GPUs).
  package init(
    of scenario: Scenario, gpuCount count: Int, rules: Rules, without absent: Set<Int>,
    latest: [LatestDispatch] = [], at now: Double = .infinity
  ) {
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
    self.absent = absent
    gpus = [GPU](repeating: GPU(), count: count)
    for dispatch in latest {
      gpus[dispatch.gpu] = GPU(
        resident: dispatch.model, execution: dispatch.execution, freeAt: dispatch.end)
    }
    let free = gpus.indices.filter { [gpus] gpu in
      gpus[gpu].execution < 0 || gpus[gpu].freeAt <= now
    }
    for gpu in free.sorted(by: { [gpus] in (gpus[$0].freeAt, $0) < (gpus[$1].freeAt, $1) }) {
      release(gpu..<gpu + 1, since: gpus[gpu].freeAt)
    }
  }
}

// MARK: - What policies ask

extension Cluster {
  /// The number of GPUs.
  public var gpuCount: Int { gpus.count }

  /// The length of the longest run of consecutive free GPUs.
  ///
  /// - Complexity: O(runs of free GPUs).
  public var longestFreeRun: Int { windows.longestRun(in: layout, bits.span) }

  /// Whether a GPU is free.
  public func isFree(_ gpu: Int) -> Bool {
    layout.contains(gpu, in: FreeWindows.freeGPUs, bits.span)
  }

  /// The model on a GPU; nil if it never had one.
  public func resident(of gpu: Int) -> ModelID? { gpus[gpu].resident }

  /// When the last node of a GPU ends or ended, in seconds; 0 if it never had one.
  public func freeAt(_ gpu: Int) -> Double { gpus[gpu].freeAt }

  /// How many consecutive GPUs a model takes.
  public func gpusRequired(by model: ModelID) -> Int { gpusRequired[model.index] }

  /// The different numbers of GPUs that models take, as far as there are so many; ascending, the
  /// first one is 1.
  public var groupSizes: [Int] { windows.sizes }

  /// The number of different group sizes.
  public var groupSizeCount: Int { windows.sizes.count }

  /// Whether `groupSizes[index]` consecutive GPUs are free.
  ///
  /// - Complexity: O(1) up to 4,096 GPUs.
  public func hasFreeWindow(ofSizeAt index: Int) -> Bool {
    layout.first(of: index, bits.span) != nil
  }

  /// The lowest window of free GPUs that a model fits in.
  ///
  /// - Complexity: O(1) up to 4,096 GPUs.
  public func firstFreeWindow(for model: ModelID) -> Range<Int>? {
    guard let index = sizeIndices[model.index], let first = layout.first(of: index, bits.span)
    else {
      return nil
    }
    return first..<first + gpusRequired[model.index]
  }

  /// The lowest free GPU on which a model is resident.
  ///
  /// - Complexity: O(1) up to 4,096 GPUs.
  public func firstFreeGPU(holding model: ModelID) -> Int? {
    layout.first(of: firstWarm &+ model.index, bits.span)
  }

  /// The GPU that has been free longest; among equals the one with the lowest number.
  ///
  /// - Complexity: O(1) up to 4,096 GPUs.
  public var longestFreeGPU: Int? { idle.first(in: layout, bits.span) }

  /// All groups of GPUs that a model could ever be placed on, the lowest first.
  package func windows(for model: ModelID) -> some Sequence<Range<Int>> {
    let required = gpusRequired(by: model)
    return (0..<max(0, gpuCount - required + 1)).lazy.map { $0..<$0 + required }
  }

  /// What placing a model on a group would cost now.
  ///
  /// Under `gswarm` only the first GPU of the group is looked at.
  @inline(__always)
  public func switching(to model: ModelID, on gpus: Range<Int>) -> Switch {
    if gpus.count == 1 || rules == .gswarm {
      return costs.switching(from: self.gpus[gpus.lowerBound].resident, to: model)
    }
    return costs.switching(self.gpus[gpus].lazy.map(\.resident), to: model)
  }
}

// MARK: - What the scheduler does

extension Cluster {
  /// Whether no GPU is free and each will get nodes again.
  var isAllBusy: Bool { freeCount == 0 && absent.isEmpty }

  /// Whether an execution still has its group: it was not released before, and perhaps taken again.
  ///
  /// - Complexity: O(1).
  func isHeld(_ group: Range<Int>, by execution: Int) -> Bool {
    Int(gpus[group.lowerBound].execution) == execution
  }

  /// Whether of GPUs that became free together the first one is that for a model that takes one.
  ///
  /// - Complexity: O(GPUs).
  func isFirst(of group: Range<Int>, for model: ModelID) -> Bool {
    group.first { gpus[$0].resident == model } ?? group.lowerBound == group.lowerBound
  }

  /// Gives an execution of `model` a group, which is not among the free GPUs, until `end`, in seconds.
  ///
  /// A group that ends at once stays busy until it is released.
  ///
  /// - Complexity: O(GPUs of the group).
  mutating func occupy(
    _ group: Range<Int>, with model: ModelID, execution: Int, until end: Double
  ) {
    let taken = GPU(resident: model, execution: execution, freeAt: end)
    for gpu in group { gpus[gpu] = taken }
  }

  /// Adds a group to the free GPUs.
  ///
  /// - Complexity: O(group sizes) and O(1) for each GPU of the group, amortised.
  mutating func release(_ group: Range<Int>, since time: Double) {
    guard !group.isEmpty else { return }
    insert(group, since: time)
    guard !absent.isEmpty else { return }
    for gpu in group where absent.contains(gpu) {
      take(gpu..<gpu + 1)
      gpus[gpu].freeAt = .infinity
    }
  }

  /// Removes a group from the free GPUs.
  ///
  /// - Complexity: O(group sizes) and O(1) for each GPU of the group.
  mutating func take(_ group: Range<Int>) {
    freeCount &-= group.count
    let words = Self.remove(group, gpus, &idle, &bits, layout, windows, firstWarm)
    work.add(words)
  }

  private mutating func insert(_ group: Range<Int>, since time: Double) {
    freeCount &+= group.count
    let words = Self.insert(group, since: time, &gpus, &idle, &bits, layout, windows, firstWarm)
    work.add(words)
  }

  // The two are static, so that the bits are borrowed once and not for each set.

  /// Adds a group to the sets of free GPUs; the number of words that were looked at.
  private static func insert(
    _ group: Range<Int>, since time: Double, _ gpus: inout [GPU], _ idle: inout IdleGPUs,
    _ bits: inout [UInt64], _ layout: GPUSetLayout, _ windows: FreeWindows, _ firstWarm: Int
  ) -> Int {
    var bits = bits.mutableSpan
    var gpus = gpus.mutableSpan
    for gpu in group {
      gpus[gpu].freeAt = time
      gpus[gpu].execution = -1
      idle.insert(gpu, since: time, in: layout, &bits)
      guard let resident = gpus[gpu].resident else { continue }
      layout.insert(gpu, into: firstWarm &+ resident.index, &bits)
    }
    return windows.free(group, in: layout, &bits)
  }

  /// Removes a group from the sets of free GPUs; the number of words that were looked at.
  private static func remove(
    _ group: Range<Int>, _ gpus: [GPU], _ idle: inout IdleGPUs, _ bits: inout [UInt64],
    _ layout: GPUSetLayout, _ windows: FreeWindows, _ firstWarm: Int
  ) -> Int {
    var bits = bits.mutableSpan
    for gpu in group {
      idle.remove(gpu, from: layout, &bits)
      guard let resident = gpus[gpu].resident else { continue }
      layout.remove(gpu, from: firstWarm &+ resident.index, &bits)
    }
    return windows.take(group, from: layout, &bits)
  }
}
