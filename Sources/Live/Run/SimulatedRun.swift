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
      scenario: scenario.arrivingFaster(timeScale), options: options)
    simulation.runToEnd()
    guard simulation.failure == nil else { return nil }
    let metrics = Metrics(
      scenario: simulation.scenario, options: options, trace: simulation.trace)
    makespan = metrics.makespan
    meanLatency = metrics.latency?.mean
  }
}

extension Scenario {
  /// The scenario with the time between its timestamps divided by a factor.
  func arrivingFaster(_ factor: Double) -> Scenario {
    guard factor != 1, let first = requests.indices.compactMap({ requests.timestamp(of: $0) }).min()
    else { return self }
    return changed(timestamp: { timestamp in
      let span = (Double(timestamp - first) / factor).rounded()
      return first + (Int64(exactly: span) ?? 0)
    })
  }
}
