public import Engine

/// The errors of predicted durations.
public struct PredictionError: Hashable, Sendable {
  /// The number of predicted durations.
  public var count: Int
  /// The mean of the measured durations, in seconds.
  public var measuredMean: Double
  /// The mean of the predicted durations, in seconds.
  public var predictedMean: Double
  /// The mean distance of a single prediction from its measurement, in seconds.
  public var meanDistance: Double

  /// Compares predictions with what was measured; nil if there is nothing to compare.
  init?(_ pairs: [(predicted: Double, measured: Double)]) {
    guard !pairs.isEmpty else { return nil }
    let count = Double(pairs.count)
    self.count = pairs.count
    measuredMean = pairs.reduce(0) { $0 + $1.measured } / count
    predictedMean = pairs.reduce(0) { $0 + $1.predicted } / count
    meanDistance = pairs.reduce(0) { $0 + abs($1.predicted - $1.measured) } / count
  }
}

extension Calibration {
  /// Returns the errors of a model's calls; nil if there is none, or none that the fit predicts.
  public func callError(of model: ModelID, in measurements: Measurements) -> PredictionError? {
    let fit = models[model.index]
    return PredictionError(
      measurements.calls.filter { $0.model == model }.compactMap { call in
        let byTokens = call.tokens.flatMap { tokens in fit.tokenRate.map { tokens / $0.value } }
        return (byTokens ?? fit.timeMean?.value).map { ($0, call.seconds) }
      })
  }

  /// Returns the errors of the loads onto empty GPUs; nil if there is nothing to compare.
  public func loadError(in measurements: Measurements) -> PredictionError? {
    PredictionError(
      measurements.switches.filter { $0.evicted == nil }.compactMap { load in
        models[load.model.index].loadTime.map { ($0.value, load.seconds) }
      })
  }

  /// Returns the errors of the switches; nil if there is nothing to compare.
  public func switchError(in measurements: Measurements, of scenario: Scenario) -> PredictionError?
  {
    let hardware = scenario.hardware
    guard bandwidth != nil || switchOverhead != nil else { return nil }
    return PredictionError(
      measurements.switches.compactMap { measured in
        measured.evicted.map { evicted in
          let size = scenario[evicted].memoryGB + scenario[measured.model].memoryGB
          let seconds =
            size / (bandwidth?.value ?? hardware.pcieBandwidthGBPerSecond)
            + (switchOverhead?.value ?? hardware.switchOverheadSeconds)
          return (seconds, measured.seconds)
        }
      })
  }
}
