/// The GPUs at one moment: what is resident where, who is free, and since when.
///
/// A GPU is free when its last node has ended, even if the event that says so is still to be
/// handled: `release(until:)` goes by the time alone. Where times are measured it is the event that
/// frees a group: `release(groupAt:since:)`.
public struct Cluster: Sendable {
  private var residents: [ModelID?]
  private var freeAt: [Double]
  private var free: GPUSet
  /// The free GPUs by the time since when they are.
  private var idle: GPUOrder
  /// For each model the free GPUs on which it is resident.
  private var warm: [GPUSet]
  /// The first GPU of each busy group, by the time until when it is.
  private var busy: GPUOrder
  private let gpusRequired: [Int]
  private let costs: SwitchCosts
  private let rules: Rules

  init(scenario: Scenario, options: Options) {
    let count = options.gpuCount
    residents = [ModelID?](repeating: nil, count: count)
    freeAt = [Double](repeating: 0, count: count)
    free = GPUSet(capacity: count)
    idle = GPUOrder(capacity: count)
    busy = GPUOrder(capacity: count)
    warm = scenario.models.map { _ in GPUSet(capacity: count) }
    gpusRequired = scenario.models.map(\.gpusRequired)
    costs = SwitchCosts(models: scenario.models, hardware: scenario.hardware)
    rules = options.rules
    for gpu in 0..<count {
      free.insert(gpu)
      idle.insert(gpu, time: 0)
    }
  }
}

// MARK: - What policies ask

extension Cluster {
  /// The number of GPUs.
  public var gpuCount: Int { residents.count }

  /// The number of free GPUs.
  public var freeCount: Int { free.count }

  /// The length of the longest run of consecutive free GPUs.
  public var longestFreeRun: Int { free.longestRun }

  /// Whether a GPU is free.
  public func isFree(_ gpu: Int) -> Bool { free.contains(gpu) }

  /// The model on a GPU; nil if it never had one.
  public func resident(of gpu: Int) -> ModelID? { residents[gpu] }

  /// When the last node of a GPU ends or ended, in seconds; 0 if it never had one.
  public func freeAt(_ gpu: Int) -> Double { freeAt[gpu] }

  /// How many consecutive GPUs a model takes.
  public func gpusRequired(by model: ModelID) -> Int { gpusRequired[model.index] }

  /// The lowest free GPU on which a model is resident.
  ///
  /// - Complexity: O(1) up to 4,096 GPUs.
  public func firstFreeGPU(holding model: ModelID) -> Int? { warm[model.index].first }

  /// The GPU that has been free longest; among equals the one with the lowest number.
  ///
  /// - Complexity: O(1).
  public var longestFreeGPU: Int? { idle.first }

  /// The lowest window of consecutive free GPUs.
  public func firstFreeWindow(of count: Int) -> Range<Int>? { free.firstWindow(length: count) }

  /// What placing a model on a group would cost now.
  ///
  /// Under `gswarm` only the first GPU of the group is looked at.
  public func switching(to model: ModelID, on gpus: Range<Int>) -> Switch {
    let looked = rules == .gswarm ? gpus.prefix(1) : gpus
    return costs.switching(residents[looked], to: model)
  }
}

// MARK: - What the scheduler does

extension Cluster {
  /// Frees the GPUs whose last node has ended by `now`.
  ///
  /// - Complexity: O(log GPUs) for each group that is freed.
  mutating func release(until now: Double) {
    while let first = busy.first, busy.time(of: first) <= now {
      release(groupAt: first, since: busy.time(of: first))
    }
  }

  /// Frees the busy group of which `first` is the first GPU; it has been free since `time`.
  ///
  /// - Complexity: O(log GPUs) for each GPU of the group.
  mutating func release(groupAt first: Int, since time: Double) {
    guard let model = residents[first] else { return }
    busy.remove(first)
    for gpu in first..<first + gpusRequired[model.index] {
      freeAt[gpu] = time
      free.insert(gpu)
      idle.insert(gpu, time: time)
      warm[model.index].insert(gpu)
    }
  }

  /// Takes a group of free GPUs for `model` until `end`, in seconds.
  ///
  /// A group that ends at once stays busy until the next `release`.
  ///
  /// - Complexity: O(log GPUs) for each GPU of the group.
  mutating func occupy(_ gpus: Range<Int>, with model: ModelID, until end: Double) {
    for gpu in gpus {
      if let resident = residents[gpu] { warm[resident.index].remove(gpu) }
      free.remove(gpu)
      idle.remove(gpu)
      residents[gpu] = model
      freeAt[gpu] = end
    }
    busy.insert(gpus.lowerBound, time: end)
  }
}
