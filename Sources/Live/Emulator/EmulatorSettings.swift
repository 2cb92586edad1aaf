/// The settings of the emulator.
public struct EmulatorSettings: Sendable {
  /// The number of emulated GPUs.
  public var gpuCount: Int
  /// The divisor of all durations; above 0.
  public var timeScale: Double
  /// The factor of load and switch times; above 0.
  public var loadTimes: Double
  /// The largest deviation of a call from its expected duration, as a share from 0 to 1.
  public var jitter: Double
  /// The share of calls that fail, from 0 to 1.
  public var failRate: Double
  /// The random seed; the same seed gives the same deviations and failures, call by call.
  public var seed: UInt64
  /// Whether requests are worked on one at a time, as the GSwarm model server does.
  public var isSerial: Bool
  /// The key that callers of OpenAI's interface have to send; nil for none.
  public var key: String?

  /// Makes settings; by default calls take their expected durations and none fails.
  public init(
    gpuCount: Int, timeScale: Double = 1, loadTimes: Double = 1, jitter: Double = 0,
    failRate: Double = 0, seed: UInt64 = 1, isSerial: Bool = false, key: String? = nil
  ) {
    self.gpuCount = gpuCount
    self.timeScale = timeScale
    self.loadTimes = loadTimes
    self.jitter = jitter
    self.failRate = failRate
    self.seed = seed
    self.isSerial = isSerial
    self.key = key
  }
}
