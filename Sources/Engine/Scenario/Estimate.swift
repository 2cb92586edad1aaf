/// Where the execution time of a node comes from.
public enum EstimateSource: String, Sendable {
  /// The request names the time itself.
  case request
  /// Worked out from the model's fields.
  case model
  /// Nothing is known: `Estimate.fallback`.
  case `default`
  /// A model server's own estimate.
  case server
  /// Measured on a model server.
  case measured
  /// Waited for, because a model server failed.
  case fallback
}

extension EstimateSource {
  /// Whether the time is of the very node; `gswarm` takes no other.
  var isGiven: Bool { self == .request || self == .server }
}

/// The execution time of a node and where it comes from.
public struct Estimate: Hashable, Sendable {
  /// The time of a call about whose model nothing is known, in seconds.
  public static let fallback = Estimate(seconds: 10, source: .default)

  /// The execution time, in seconds.
  public var seconds: Double
  /// Where it comes from.
  public var source: EstimateSource

  /// Makes an estimate.
  public init(seconds: Double, source: EstimateSource) {
    self.seconds = seconds
    self.source = source
  }
}

extension Model {
  /// What one call of the model is expected to take.
  ///
  /// The mean inference time if known; else the length of the answer over the speed of generation;
  /// else `Estimate.fallback`. The node's own limit on the length of the answer, in tokens, stands in
  /// for `tokenMean`.
  public func estimate(maxLength: Double?) -> Estimate {
    if let mean = inferenceTimeMean { return Estimate(seconds: mean, source: .model) }
    guard let tokens = maxLength ?? tokenMean, let speed = tokensPerSecond else { return .fallback }
    return Estimate(seconds: tokens / speed, source: .model)
  }
}
