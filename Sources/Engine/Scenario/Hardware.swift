/// The machine: how many GPUs, and what moving weights costs on it.
public struct Hardware: Hashable, Sendable {
  /// The number of GPUs if the configuration gives one.
  public var gpuCount: Int?
  /// Bandwidth between host and GPU, in GB per second; above 0.
  public var pcieBandwidthGBPerSecond: Double
  /// The fixed part of a switch, in seconds.
  public var switchOverheadSeconds: Double

  /// Describes a machine; without arguments, the one that the contract takes by default.
  public init(
    gpuCount: Int? = nil, pcieBandwidthGBPerSecond: Double = 16, switchOverheadSeconds: Double = 2
  ) {
    self.gpuCount = gpuCount
    self.pcieBandwidthGBPerSecond = pcieBandwidthGBPerSecond
    self.switchOverheadSeconds = switchOverheadSeconds
  }
}
