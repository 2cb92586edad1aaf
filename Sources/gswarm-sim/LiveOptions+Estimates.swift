import Documents
import Engine
import Live
import Workload

extension LiveOptions {
  /// The scenario with the server's estimates, if they are asked for.
  func scenario(of loaded: LoadedScenario, rules: Rules) throws -> Scenario {
    guard asksForEstimates else { return loaded.scenario }
    let (scenario, calls, settings) = (loaded.scenario, loaded.calls, try settings())
    let estimates = try waiting {
      try await ServerEstimates(of: scenario, calls: calls, rules: rules, from: settings) {
        printError("warning: \($0)\n")
      }
    }
    return estimates.scenario
  }
}
