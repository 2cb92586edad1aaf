public import Engine
public import History
public import History

/// A policy, a mode and a machine under which a workload is run.
public struct RunVariant: Hashable, Sendable {
  /// The policy, the number of GPUs, the mode and the rules.
  public var options: Options
  /// The bandwidth between host and GPU, in GB per second.
  public var pcieBandwidth: Double
  /// The fixed part of a switch, in seconds.
  public var switchOverhead: Double

  /// Describes a variant.
  public init(options: Options, pcieBandwidth: Double, switchOverhead: Double) {
    self.options = options
    self.pcieBandwidth = pcieBandwidth
    self.switchOverhead = switchOverhead
  }

  /// Returns the measures of a scenario under this variant; nil if `shouldContinue` returned false.
  public func measure(_ scenario: Scenario, while shouldContinue: () -> Bool) -> Measures? {
    var scenario = scenario
    scenario.hardware.pcieBandwidthGBPerSecond = pcieBandwidth
    scenario.hardware.switchOverheadSeconds = switchOverhead
    var simulation = Simulation(scenario: scenario, options: options)
    simulation.runToEnd(every: 1 << 10) { _ in shouldContinue() }
    return simulation.nextEventTime == nil ? Measures(of: simulation) : nil
  }

  /// The variant with the policy left out, equal for variants that differ in the policy alone.
  var withoutPolicy: RunVariant {
    var result = self
    result.options.policy = .baseline
    return result
  }
}
