public import Engine

/// A policy, a mode, a machine and arrivals under which a workload is run.
public struct RunVariant: Hashable, Sendable {
  /// The policy, the number of GPUs, the mode and the rules.
  public var options: Options
  /// The bandwidth between host and GPU, in GB per second.
  public var pcieBandwidth: Double
  /// The fixed part of a switch, in seconds.
  public var switchOverhead: Double
  /// The number of models that a GPU holds; nil for that of the configuration, as are the next three.
  public var residency: Residency?
  /// The memory of GPUs whose kind names none, in GB.
  public var gpuMemory: Double?
  /// The memory in which the host keeps weights, in GB.
  public var hostMemory: Double?
  /// The order in which residents make way.
  public var eviction: EvictionOrder?
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
    scenario.hardware = hardware(scenario.hardware)
    var simulation = Simulation(scenario: scenario, options: options)
    simulation.runToEnd(every: 1 << 10) { _ in shouldContinue() }
    if let failure = simulation.failure { throw failure }
    return simulation.nextEventTime == nil ? simulation : nil
  }

  /// Returns the machine of a scenario with what the variant says of it.
  public func hardware(_ hardware: Hardware) -> Hardware {
    var result = hardware
    result.pcieBandwidthGBPerSecond = pcieBandwidth
    result.switchOverheadSeconds = switchOverhead
    if let residency { result.residency = residency }
    if let gpuMemory { result.gpuMemoryGB = gpuMemory }
    if let hostMemory { result.hostMemoryGB = hostMemory }
    if let eviction { result.eviction = eviction }
    return result
  }

  /// Returns what keeps models from being run on the machine of the variant, as a sentence without a
  /// full stop; nil if nothing does.
  public func fault(in scenario: Scenario) -> String? {
    MachineFault(hardware(scenario.hardware), scenario.models)?.sentence
  }

  /// The variant with the policy left out, equal for variants that differ in the policy alone.
  var withoutPolicy: RunVariant {
    var result = self
    result.options.policy = .baseline
    return result
  }
}
