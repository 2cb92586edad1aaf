/// The settings of the emulator.
public struct EmulatorSettings: Sendable {
  /// The number of emulated GPUs.
  public var gpuCount: Int
  /// The divisor of all durations; above 0.
  public var timeScale: Double
  /// The largest deviation of a call from its expected duration, as a share from 0 to 1.
  public var jitter: Double
  /// The share of calls that fail, from 0 to 1.
  public var failRate: Double
  /// The random seed; the same seed gives the same deviations and failures, call by call.
  public var seed: UInt64

  /// Makes settings; by default calls take their expected durations and none fails.
  public init(
    gpuCount: Int, timeScale: Double = 1, jitter: Double = 0, failRate: Double = 0,
    seed: UInt64 = 1
  ) {
    self.gpuCount = gpuCount
    self.timeScale = timeScale
    self.jitter = jitter
    self.failRate = failRate
    self.seed = seed
  }
}
