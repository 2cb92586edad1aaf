public import Engine
public import History

/// What a row of a comparison is a run of.
public struct Setting: Hashable, Sendable {
  /// The policy, the number of GPUs, the mode and the rules.
  public var options: Options
  /// The bandwidth between host and GPU, in GB per second.
  public var pcieBandwidth: Double
  /// The fixed part of a switch, in seconds.
  public var switchOverhead: Double

  /// Describes a run.
  public init(options: Options, pcieBandwidth: Double, switchOverhead: Double) {
    self.options = options
    self.pcieBandwidth = pcieBandwidth
    self.switchOverhead = switchOverhead
  }

  /// What comes of a scenario that is run so; nil if `goOn` ends it early by saying false.
  public func measure(_ scenario: Scenario, while goOn: () -> Bool) -> Measures? {
    var scenario = scenario
    scenario.hardware.pcieBandwidthGBPerSecond = pcieBandwidth
    scenario.hardware.switchOverheadSeconds = switchOverhead
    var simulation = Simulation(scenario: scenario, options: options)
    simulation.runToEnd(every: 1 << 10) { _ in goOn() }
    return simulation.nextEventTime == nil ? Measures(of: simulation) : nil
  }

  /// All but the policy.
  var surroundings: Setting {
    var result = self
    result.options.policy = .baseline
    return result
  }
}
