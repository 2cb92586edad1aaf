public import Engine

/// A policy, a mode, a machine and arrivals under which a workload is run.
public struct RunVariant: Hashable, Sendable {
  /// The policy, the number of GPUs, the mode and the rules.
  public var options: Options
  /// The bandwidth between host and GPU, in GB per second.
  public var pcieBandwidth: Double
  /// The fixed part of a switch, in seconds.
  public var switchOverhead: Double
  /// The factor by which requests arrive faster than recorded or drawn.
  public var load = 1.0
  /// The mean number of arrivals a second of drawn requests; nil for those of a file.
  public var rate: Double?
  /// The distribution of arrivals of drawn requests; nil for those of a file.
  public var pattern: ArrivalPattern?

  /// Describes a variant.
  public init(options: Options, pcieBandwidth: Double, switchOverhead: Double) {
    self.options = options
    self.pcieBandwidth = pcieBandwidth
    self.switchOverhead = switchOverhead
  }

  /// Returns the run of a scenario, whose arrivals are those of this variant; nil if `shouldContinue`
  /// returned false.
  ///
  /// - Throws: the fault of the policy that ended the run.
  public func simulate(
    _ scenario: Scenario, while shouldContinue: () -> Bool
  ) throws(PolicyFailure) -> Simulation? {
    var scenario = scenario
    scenario.hardware.pcieBandwidthGBPerSecond = pcieBandwidth
    scenario.hardware.switchOverheadSeconds = switchOverhead
    var simulation = Simulation(scenario: scenario, options: options)
    simulation.runToEnd(every: 1 << 10) { _ in shouldContinue() }
    if let failure = simulation.failure { throw failure }
    return simulation.nextEventTime == nil ? simulation : nil
  }

  /// The variant with the policy left out, equal for variants that differ in the policy alone.
  var withoutPolicy: RunVariant {
    var result = self
    result.options.policy = .baseline
    return result
  }
}
