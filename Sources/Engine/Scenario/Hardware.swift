/// The machine: its GPUs, and what moving weights costs on it.
public struct Hardware: Hashable, Sendable {
  /// The number of GPUs if the configuration gives one.
  public var gpuCount: Int?
  /// Bandwidth between host and GPU, in GB per second; above 0.
  public var pcieBandwidthGBPerSecond: Double
  /// The fixed part of a switch, in seconds.
  public var switchOverheadSeconds: Double
  /// The kinds of GPUs in the order of their numbers; empty if all GPUs are alike.
  public var kinds: [GPUKind] = []
  /// The number of models that a GPU holds.
  public var residency = Residency.one
  /// The memory of GPUs whose kind names none, in GB.
  public var gpuMemoryGB: Double?
  /// The memory in which the host keeps weights, in GB; nil if it is not described.
  public var hostMemoryGB: Double?
  /// The order in which residents make way.
  public var eviction = EvictionOrder.lru
  /// Whether evicted weights are copied back to the host, which takes time.
  public var offloads = true
  /// The time after which a model that was not used leaves its GPU, in seconds; nil if it stays.
  public var keepAliveSeconds: Double?

  /// Describes a machine; without arguments, the one that the contract takes by default.
  public init(
    gpuCount: Int? = nil, pcieBandwidthGBPerSecond: Double = 16, switchOverheadSeconds: Double = 2
  ) {
    self.gpuCount = gpuCount
    self.pcieBandwidthGBPerSecond = pcieBandwidthGBPerSecond
    self.switchOverheadSeconds = switchOverheadSeconds
  }
}

/// The number of models that a GPU holds.
public enum Residency: String, CaseIterable, Sendable {
  /// One model.
  case one
  /// As many models as fit into its memory.
  case memory
}

/// An order in which the residents of a GPU make way for another model.
public enum EvictionOrder: String, CaseIterable, Sendable {
  /// The earliest last use first.
  case lru
  /// The largest share of memory first, then the earliest last use.
  case largest
  /// The model first whose next waiting node is farthest back in the queue, then the earliest last
  /// use; a model that no node waits for before all others.
  case lookahead
  /// The model first that is brought back in the shortest time, then the earliest last use.
  case cheapest
}

/// Some neighbouring GPUs that are alike.
public struct GPUKind: Hashable, Sendable {
  /// The name; unique.
  public var name: String
  /// The number of GPUs; at least 1.
  public var count: Int
  /// The memory of each, in GB; above 0.
  public var memoryGB: Double?
  /// The bandwidth to the host, in GB per second; above 0.
  public var pcieBandwidthGBPerSecond: Double?
  /// The divisor of execution times; above 0.
  public var speed: Double

  /// Describes a kind.
  public init(
    name: String, count: Int, memoryGB: Double? = nil, pcieBandwidthGBPerSecond: Double? = nil,
    speed: Double = 1
  ) {
    self.name = name
    self.count = count
    self.memoryGB = memoryGB
    self.pcieBandwidthGBPerSecond = pcieBandwidthGBPerSecond
    self.speed = speed
  }
}

extension Hardware {
  /// Returns the kind of a GPU; nil if all GPUs are alike.
  ///
  /// A GPU past the end of the list is of the last kind.
  ///
  /// - Complexity: O(kinds).
  public func kind(ofGPU gpu: Int) -> GPUKind? {
    var end = 0
    for kind in kinds {
      end += kind.count
      if gpu < end { return kind }
    }
    return kinds.last
  }

  /// Returns the memory of a GPU, in GB; nil if it is not known.
  public func memoryGB(ofGPU gpu: Int) -> Double? { kind(ofGPU: gpu)?.memoryGB ?? gpuMemoryGB }

  /// Returns the bandwidth between the host and a GPU, in GB per second.
  public func bandwidthGBPerSecond(ofGPU gpu: Int) -> Double {
    kind(ofGPU: gpu)?.pcieBandwidthGBPerSecond ?? pcieBandwidthGBPerSecond
  }
}

extension Scenario {
  /// Whether a GPU holds one model, all GPUs are alike, and every node needs some: the machine that
  /// the documented scheduler knows.
  ///
  /// - Complexity: O(models).
  public var hasPlainMachine: Bool {
    hardware.kinds.isEmpty && hardware.residency == .one && hardware.hostMemoryGB == nil
      && hardware.offloads && hardware.keepAliveSeconds == nil
      && models.allSatisfy {
        $0.gpusRequired > 0 && !$0.isPinned && $0.preload.isEmpty && $0.kinds.isEmpty
      }
  }
}
