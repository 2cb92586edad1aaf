import Engine
import Workload

/// The scenarios of a comparison, one for each seed.
struct ScenarioSource: Sendable {
  private enum Origin {
    case loaded(Scenario)
    case drawn(RequestGenerator)
  }

  private let origin: Origin
  /// The machine that the configuration describes.
  let hardware: Hardware
  /// The number of scenarios.
  let count: Int

  /// A single scenario that was read from files.
  init(_ scenario: Scenario) {
    origin = .loaded(scenario)
    hardware = scenario.hardware
    count = 1
  }

  /// A scenario drawn from each of the seeds 1 to `seeds`.
  init(_ generator: RequestGenerator, seeds: Int, hardware: Hardware) {
    origin = .drawn(generator)
    self.hardware = hardware
    count = seeds
  }

  /// Returns the scenario of a seed, counted from 0; a drawn one is drawn anew.
  func scenario(_ index: Int) -> Scenario {
    switch origin {
    case .loaded(let scenario): scenario
    case .drawn(let generator): generator.scenario(seed: UInt64(index + 1))
    }
  }
}
