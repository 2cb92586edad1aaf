import ArgumentParser
import Engine

/// Returns a simulation that has run to its end, with a progress bar if that takes long.
///
/// After `Interrupt.watch()` an interrupt ends it early, with an error.
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
