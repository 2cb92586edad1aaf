/// The source of the execution time of a node.
public enum EstimateSource: String, Sendable {
  /// Given by the request.
  case request
  /// Computed from the fields of the model.
  case model
  /// Unknown: `Estimate.fallback`.
  case `default`
  /// A model server's own estimate.
  case server
  /// Measured on a model server.
  case measured
  /// The estimate, waited for because a model server failed.
  case fallback
}

extension EstimateSource {
  /// Whether the time is of the very node; `gswarm` takes no other.
  var isGiven: Bool { self == .request || self == .server }
}

/// The execution time of a node and its source.
public struct Estimate: Hashable, Sendable {
  /// The estimate for a call of a model without any times.
  public static let fallback = Estimate(seconds: 10, source: .default)

  /// The execution time, in seconds.
  public var seconds: Double
  /// The source of the time.
  public var source: EstimateSource

  /// Makes an estimate.
  public init(seconds: Double, source: EstimateSource) {
    self.seconds = seconds
    self.source = source
  }
}

extension Model {
  /// Returns the expected time of a call of the model.
  ///
  /// - Parameter maxLength: The node's limit on the length of the answer, in tokens, which replaces
  ///   `tokenMean`.
  /// - Returns: The mean inference time if that is known; else the length of the answer divided by
  ///   the speed of generation; else `Estimate.fallback`.
  public func estimate(maxLength: Double?) -> Estimate {
    if let mean = inferenceTimeMean { return Estimate(seconds: mean, source: .model) }
    guard let tokens = maxLength ?? tokenMean, let speed = tokensPerSecond else { return .fallback }
    return Estimate(seconds: tokens / speed, source: .model)
  }
}
