import ArgumentParser
import Engine

/// Runs a simulation to its end, with a progress bar if it takes long.
///
/// Ctrl-C ends it early, after `Interrupt.watch()`.
func simulate(_ scenario: Scenario, _ options: Options) throws -> Simulation {
  var simulation = Simulation(scenario: scenario, options: options)
  var bar = ProgressBar("simulating")
  let total = scenario.requests.count + scenario.requests.nodeCount
  simulation.runToEnd(every: 1 << 16) { handled in
    bar.update(handled, of: total)
    return !Interrupt.isRequested
  }
  bar.finish()
  guard !Interrupt.isRequested else { throw ExitCode.interrupted }
  return simulation
}
