/// The GPUs at one moment: what is resident where, who is free, and since when.
///
/// A GPU is free when its last node has ended, even if the event that says so is still to be
/// handled: `release(until:)` goes by the time alone. Where times are measured it is the event that
/// frees a group: `release(groupAt:since:)`.
public struct Cluster: Sendable {
  /// One GPU.
  private struct GPU: Sendable {
    var resident: ModelID?
    var freeAt: Double
  }

  private var gpus: [GPU]
  /// The number of free GPUs.
  public private(set) var freeCount: Int
  private var windows: FreeWindows
  /// The free GPUs by the time since when they are; some that no longer are, but not the first.
  private var idle: GPUOrder
  /// The busy groups by the time until when they are; some that no longer are.
  private var busy: GPUOrder
  /// For each model the free GPUs on which it is resident.
  private var warm: GPUSets
  private let gpusRequired: [Int]
  /// For each model the place of its number of GPUs in `groupSizes`; nil if there are too few.
  private let sizeIndices: [Int?]
  private let costs: SwitchCosts
  private let rules: Rules
  /// The GPUs that take no nodes.
  private var absent: Set<Int> = []

  /// Makes so many empty GPUs, of which some may take no nodes.
  init(of scenario: Scenario, gpuCount count: Int, rules: Rules, without absent: Set<Int> = []) {
    gpus = [GPU](repeating: GPU(resident: nil, freeAt: 0), count: count)
    freeCount = count
    gpusRequired = scenario.models.map(\.gpusRequired)
    windows = FreeWindows(sizes: gpusRequired, gpuCount: count)
    sizeIndices = gpusRequired.map { [sizes = windows.sizes] in sizes.firstIndex(of: $0) }
    idle = GPUOrder(capacity: 2 * count)
    busy = GPUOrder(capacity: 2 * count)
    warm = GPUSets(count: scenario.models.count, capacity: count)
    costs = SwitchCosts(models: scenario.models, hardware: scenario.hardware)
    self.rules = rules
    for gpu in 0..<count { idle.insert(gpu..<gpu + 1, time: 0) }
    for gpu in absent { withdraw(gpu) }
  }
}

// MARK: - What policies ask

extension Cluster {
  /// The number of GPUs.
  public var gpuCount: Int { gpus.count }

  /// The length of the longest run of consecutive free GPUs.
  ///
  /// - Complexity: O(runs of free GPUs).
  public var longestFreeRun: Int { windows.longestRun }

  /// Whether a GPU is free.
  public func isFree(_ gpu: Int) -> Bool { windows.isFree(gpu) }

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
    windows.first(ofSizeAt: index) != nil
  }

  /// The lowest window of free GPUs that a model fits in.
  ///
  /// - Complexity: O(1) up to 4,096 GPUs.
  public func firstFreeWindow(for model: ModelID) -> Range<Int>? {
    guard let index = sizeIndices[model.index], let first = windows.first(ofSizeAt: index) else {
      return nil
    }
    return first..<first + gpusRequired[model.index]
  }

  /// The lowest free GPU on which a model is resident.
  ///
  /// - Complexity: O(1) up to 4,096 GPUs.
  public func firstFreeGPU(holding model: ModelID) -> Int? { warm.first(of: model.index) }

  /// The GPU that has been free longest; among equals the one with the lowest number.
  ///
  /// - Complexity: O(1).
  public var longestFreeGPU: Int? { idle.first.map { Int($0.firstGPU) } }

  /// What placing a model on a group would cost now.
  ///
  /// Under `gswarm` only the first GPU of the group is looked at.
  public func switching(to model: ModelID, on gpus: Range<Int>) -> Switch {
    if gpus.count == 1 || rules == .gswarm {
      return costs.switching(from: self.gpus[gpus.lowerBound].resident, to: model)
    }
    return costs.switching(self.gpus[gpus].lazy.map(\.resident), to: model)
  }
}

// MARK: - What the scheduler does

extension Cluster {
  /// Frees the GPUs whose last node has ended by `now`.
  ///
  /// - Complexity: O(log GPUs) for each GPU that is freed.
  mutating func release(until now: Double) {
    while let first = busy.first, first.time <= now {
      busy.removeFirst()
      if isCurrent(first) { release(first.gpus, since: first.time) }
    }
  }

  /// Frees the busy group of which `first` is the first GPU; it has been free since `time`.
  ///
  /// - Complexity: O(log GPUs) for each GPU of the group.
  mutating func release(groupAt first: Int, since time: Double) {
    guard let model = gpus[first].resident else { return }
    release(first..<first + gpusRequired[model.index], since: time)
  }

  /// Takes a group of free GPUs for `model` until `end`, in seconds.
  ///
  /// A group that ends at once stays busy until the next `release`.
  ///
  /// - Complexity: O(log GPUs) for each GPU of the group, amortised.
  mutating func occupy(_ gpus: Range<Int>, with model: ModelID, until end: Double) {
    for gpu in gpus {
      if let resident = self.gpus[gpu].resident { warm.remove(gpu, from: resident.index) }
      self.gpus[gpu] = GPU(resident: model, freeAt: end)
    }
    freeCount -= gpus.count
    windows.take(gpus)
    busy.insert(gpus, time: end)
    while let first = idle.first, !isFreeSince(first) { idle.removeFirst() }
    dropObsolete()
  }

  /// Gives a GPU no more nodes; what runs there ends.
  mutating func withdraw(_ gpu: Int) {
    guard absent.insert(gpu).inserted, isFree(gpu) else { return }
    takeAway(gpu)
  }

  /// How much was looked at so far.
  var work: Int { windows.work.value + idle.work.value + busy.work.value }

  private mutating func release(_ gpus: Range<Int>, since time: Double) {
    windows.free(gpus)
    freeCount += gpus.count
    for gpu in gpus {
      self.gpus[gpu].freeAt = time
      idle.insert(gpu..<gpu + 1, time: time)
      if let resident = self.gpus[gpu].resident { warm.insert(gpu, into: resident.index) }
    }
    guard !absent.isEmpty else { return }
    for gpu in gpus where absent.contains(gpu) { takeAway(gpu) }
  }

  /// Takes a free GPU for ever.
  private mutating func takeAway(_ gpu: Int) {
    if let resident = gpus[gpu].resident { warm.remove(gpu, from: resident.index) }
    gpus[gpu].freeAt = .infinity
    freeCount -= 1
    windows.take(gpu..<gpu + 1)
    while let first = idle.first, !isFreeSince(first) { idle.removeFirst() }
  }

  /// Whether a group of `busy` is still busy until the time that stands there.
  private func isCurrent(_ group: GPUOrder.Entry) -> Bool {
    let gpu = Int(group.firstGPU)
    return !isFree(gpu) && gpus[gpu].freeAt == group.time
  }

  /// Whether a GPU of `idle` is still free since the time that stands there.
  private func isFreeSince(_ entry: GPUOrder.Entry) -> Bool {
    let gpu = Int(entry.firstGPU)
    return isFree(gpu) && gpus[gpu].freeAt == entry.time
  }

  /// Keeps what no longer belongs in the two orders from piling up.
  private mutating func dropObsolete() {
    if idle.count > 2 * gpuCount {
      idle.removeAll { [self] entry in !isFreeSince(entry) }
    }
    if busy.count > 2 * gpuCount {
      busy.removeAll { [self] entry in !isCurrent(entry) }
    }
  }
}
