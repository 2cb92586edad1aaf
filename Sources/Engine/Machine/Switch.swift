/// The residents that a dispatch replaces.
public enum Replaced: Hashable, Sendable {
  /// The model is already resident.
  case nothing
  /// A GPU is empty: an initial load, which is not counted as a switch.
  case empty
  /// Another model is evicted: a switch. On a group, the first evicted model.
  case model(ModelID)
}

/// The preparation of GPUs for a model.
public struct Switch: Hashable, Sendable {
  /// The seconds that it takes.
  public var seconds: Double
  /// The replaced residents.
  public var replaced: Replaced
}

/// The costs of making models resident.
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

  /// The seconds in which `model` replaces `resident` on one GPU.
  ///
  /// The old weights leave and the new ones arrive over the same bus; for an empty GPU it is the load
  /// time of the model.
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

  /// The cost for a group: the largest cost of its GPUs, which are loaded side by side.
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
