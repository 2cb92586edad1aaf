import Engine
import History

/// The measures of a simulation of the inputs of a live run.
public struct SimulatedRun: Hashable, Sendable {
  /// The latest end of a node, in seconds.
  public let makespan: Double
  /// The mean latency of requests, in seconds; nil without completed ones.
  public let meanLatency: Double?

  /// Simulates; nil if a fault of the policy ends that.
  ///
  /// `timeScale` is the factor by which online requests arrive faster than recorded.
  init?(_ scenario: Scenario, _ options: Options, timeScale: Double) {
    var simulation = Simulation(
      scenario: scenario.arriving(timesFaster: timeScale), options: options)
    simulation.runToEnd()
    guard simulation.failure == nil else { return nil }
    let metrics = Metrics(
      scenario: simulation.scenario, options: options, trace: simulation.trace)
    makespan = metrics.makespan
    meanLatency = metrics.latency?.mean
  }
}
