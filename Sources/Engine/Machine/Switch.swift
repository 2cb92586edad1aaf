/// What a dispatch finds on its GPUs.
public enum Replaced: Hashable, Sendable {
  /// The model is already resident: nothing to do.
  case nothing
  /// An empty GPU: an initial load, which is not counted as a switch.
  case empty
  /// Another model, which is evicted: a switch. On a group, the first one that is evicted.
  case model(ModelID)
}

/// The preparation of GPUs for a model.
public struct Switch: Hashable, Sendable {
  /// How long the GPUs are busy with it, in seconds.
  public var seconds: Double
  /// What makes way.
  public var replaced: Replaced
}

/// What it costs to make a model resident.
public struct SwitchCosts: Sendable {
  private let memoryGB: [Double]
  private let loadTimeSeconds: [Double]
  private let pcieBandwidthGBPerSecond: Double
  private let switchOverheadSeconds: Double

  /// Prepares the costs of a machine's models.
  public init(models: [Model], hardware: Hardware) {
    memoryGB = models.map(\.memoryGB)
    loadTimeSeconds = models.map(\.loadTimeSeconds)
    pcieBandwidthGBPerSecond = hardware.pcieBandwidthGBPerSecond
    switchOverheadSeconds = hardware.switchOverheadSeconds
  }

  /// The time, in seconds, that one GPU with `resident` on it takes to get `model`.
  ///
  /// The old weights go out and the new ones come in over the same bus; an empty GPU takes what the
  /// model's configuration says.
  @inline(__always)
  public func seconds(from resident: ModelID?, to model: ModelID) -> Double {
    guard let resident else { return loadTimeSeconds[model.index] }
    if resident == model { return 0 }
    return (memoryGB[resident.index] + memoryGB[model.index]) / pcieBandwidthGBPerSecond
      + switchOverheadSeconds
  }

  /// The cost for one GPU.
  func switching(from resident: ModelID?, to model: ModelID) -> Switch {
    let replaced: Replaced
    switch resident {
    case model: replaced = .nothing
    case let evicted?: replaced = .model(evicted)
    case nil: replaced = .empty
    }
    return Switch(seconds: seconds(from: resident, to: model), replaced: replaced)
  }

  /// The cost for a group: the largest of its GPUs' costs, as they are loaded side by side.
  public func switching(_ residents: some Sequence<ModelID?>, to model: ModelID) -> Switch {
    var result = Switch(seconds: 0, replaced: .nothing)
    for resident in residents {
      result.seconds = max(result.seconds, seconds(from: resident, to: model))
      switch (result.replaced, resident) {
      case (.model, _), (_, model): break
      case (_, .some(let evicted)): result.replaced = .model(evicted)
      case (_, .none): result.replaced = .empty
      }
    }
    return result
  }
}
