/// How the emulator behaves.
public struct EmulatorSettings: Sendable {
  /// The number of GPUs that it claims to have.
  public var gpuCount: Int
  /// By what all times are divided; above 0.
  public var timeScale: Double
  /// By how much a call may take longer or shorter than expected, as a share: 0 to 1.
  public var jitter: Double
  /// The share of calls that fail: 0 to 1.
  public var failRate: Double
  /// What the chances depend on: the same seed gives the same ones, call by call.
  public var seed: UInt64

  /// Describes an emulator; without arguments besides the GPUs, a faithful one.
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
