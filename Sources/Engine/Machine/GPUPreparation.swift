/// The origin of the weights of a dispatch, the slowest of those of its GPUs.
public enum LoadSource: UInt8, CaseIterable, Sendable {
  /// The node needs no GPU.
  case none
  /// The model is resident.
  case resident
  /// The memory of the host.
  case host
  /// The disk.
  case disk
}

/// A model that made way on a GPU.
public struct EvictedModel: Hashable, Sendable {
  /// The GPU.
  public let gpu: Int
  /// The model.
  public let model: ModelID

  /// Names a GPU and a model.
  public init(gpu: Int, model: ModelID) {
    self.gpu = gpu
    self.model = model
  }
}

/// The preparation of GPUs for a dispatch, with all that makes way.
public struct GPUPreparation: Hashable, Sendable {
  /// The seconds that it takes.
  public var seconds: Double
  /// The origin of the weights.
  public var source: LoadSource
  /// The models that make way, by GPU, in order.
  public var evicted: [EvictedModel]

  /// Describes a preparation.
  public init(seconds: Double, source: LoadSource, evicted: [EvictedModel] = []) {
    self.seconds = seconds
    self.source = source
    self.evicted = evicted
  }

  /// The preparation without the later evictions.
  public var switching: Switch {
    let isLoad = source == .host || source == .disk
    return Switch(
      seconds: seconds,
      replaced: evicted.first.map { .model($0.model) } ?? (isLoad ? .empty : .nothing))
  }
}
