/// The number, timing and kinds of the requests to generate.
public struct GenerationPlan: Sendable {
  /// The number of requests.
  public var requestCount: Int
  /// The mean number of requests a second; above 0.
  public var rate: Double
  /// The distribution of arrivals over time.
  public var pattern: ArrivalPattern
  /// The share of each workflow; nil for equal shares.
  public var mix: WorkflowMix?
  /// The random seed; equal seeds give equal requests.
  public var seed: UInt64

  /// The mean time between the first and the last arrival, in seconds.
  public var meanDuration: Double { Double(requestCount) / rate }

  /// Makes a plan.
  public init(
    requestCount: Int, rate: Double, pattern: ArrivalPattern = .poisson, mix: WorkflowMix? = nil,
    seed: UInt64 = 1
  ) {
    self.requestCount = requestCount
    self.rate = rate
    self.pattern = pattern
    self.mix = mix
    self.seed = seed
  }
}
