public import Engine

/// The fitted times of a model.
public struct ModelFit: Hashable, Sendable {
  /// The model.
  public var model: ModelID
  /// The number of measured calls.
  public var callCount: Int
  /// The number of measured loads onto empty GPUs.
  public var loadCount: Int
  /// The mean duration of a call, in seconds; nil if it stays or calls are fitted by tokens.
  public var timeMean: FittedValue?
  /// The standard deviation of the duration of a call, in seconds.
  public var timeDeviation: FittedValue?
  /// The speed of generation, in tokens per second; nil unless calls are fitted by tokens.
  public var tokenRate: FittedValue?
  /// The mean length of an answer, in tokens.
  public var tokenMean: FittedValue?
  /// The standard deviation of the length of an answer, in tokens.
  public var tokenDeviation: FittedValue?
  /// The time of a load onto an empty GPU, in seconds; nil if it stays.
  public var loadTime: FittedValue?
}

/// The times of a machine and its models, fitted to measurements.
public struct Calibration: Hashable, Sendable {
  /// The fits of all models, in the order of the configuration.
  public var models: [ModelFit] = []
  /// The bandwidth between host and GPU, in GB per second; nil if it stays.
  public var bandwidth: FittedValue?
  /// The fixed part of a switch, in seconds; nil if it stays.
  public var switchOverhead: FittedValue?
  /// The number of measured switches from one model to another.
  public var switchCount = 0

  /// The smallest number of calls whose mean is taken.
  public static let fewestCalls = 5

  /// Fits the times of a scenario's machine and models.
  ///
  /// - Parameters:
  ///   - measurements: the measured calls and switches.
  ///   - scenario: the machine and the models so far.
  ///   - byTokens: whether a model's calls are fitted by the length of their answers, where it is
  ///     known.
  /// - Complexity: O(calls + switches + models).
  public init(
    _ measurements: Measurements, of scenario: Scenario,
    byTokens: (ModelID) -> Bool = { _ in false }
  ) {
    let calls = Dictionary(grouping: measurements.calls, by: \.model)
    let loads = Dictionary(
      grouping: measurements.switches.filter { $0.evicted == nil }, by: \.model)
    models = scenario.models.indices.map { index in
      let model = ModelID(index)
      return ModelFit(
        model, calls: calls[model] ?? [], loads: (loads[model] ?? []).map(\.seconds),
        byTokens: byTokens(model))
    }
    let switches = measurements.switches.compactMap { measured in
      measured.evicted.map {
        (scenario[$0].memoryGB + scenario[measured.model].memoryGB, measured.seconds)
      }
    }
    switchCount = switches.count
    let fit = SwitchFit(
      sizes: switches.map(\.0), durations: switches.map(\.1),
      given: scenario.hardware.pcieBandwidthGBPerSecond)
    bandwidth = fit.bandwidth
    switchOverhead = fit.overhead
  }
}

extension ModelFit {
  fileprivate init(_ model: ModelID, calls: [MeasuredCall], loads: [Double], byTokens: Bool) {
    self.model = model
    callCount = calls.count
    loadCount = loads.count
    loadTime = loads.isEmpty ? nil : FittedValue(meanOf: loads)
    guard calls.count >= Calibration.fewestCalls else { return }
    let durations = calls.map(\.seconds)
    let tokens = calls.compactMap(\.tokens)
    if byTokens, tokens.count == calls.count,
      let rate = FittedValue(ratioOf: tokens, to: durations)
    {
      tokenRate = rate
      tokenMean = FittedValue(meanOf: tokens)
      tokenDeviation = FittedValue(deviationOf: tokens)
    } else {
      timeMean = FittedValue(meanOf: durations)
      timeDeviation = FittedValue(deviationOf: durations)
    }
  }
}

extension Calibration {
  /// Puts the fitted times in the place of those of a machine and its models.
  ///
  /// - Precondition: the models are those of the scenario that was calibrated.
  public func apply(to models: inout [Model], _ hardware: inout Hardware) {
    precondition(models.count == self.models.count, "the models are those of another scenario")
    if let bandwidth { hardware.pcieBandwidthGBPerSecond = bandwidth.value }
    if let switchOverhead { hardware.switchOverheadSeconds = switchOverhead.value }
    for fit in self.models {
      let index = fit.model.index
      if let loadTime = fit.loadTime { models[index].loadTimeSeconds = loadTime.value }
      if let mean = fit.timeMean {
        models[index].inferenceTimeMean = mean.value
        models[index].inferenceTimeStd = fit.timeDeviation?.value
      }
      if let rate = fit.tokenRate {
        models[index].tokensPerSecond = rate.value
        models[index].tokenMean = fit.tokenMean?.value
        models[index].tokenStd = fit.tokenDeviation?.value
        // A mean time would win over the speed of generation.
        models[index].inferenceTimeMean = nil
        models[index].inferenceTimeStd = nil
      }
    }
  }
}
