import Engine
import Workload

/// The scenarios of a comparison: one for each seed and each kind of arrivals.
struct ScenarioSource: Sendable {
  private enum Origin {
    case loaded(Scenario)
    /// A generator for each rate and pattern.
    case drawn([Arrivals: RequestGenerator])
  }

  /// The arrivals of drawn requests.
  struct Arrivals: Hashable {
    let rate: Double
    let pattern: ArrivalPattern
  }

  private let origin: Origin
  /// The machine that the configuration describes.
  let hardware: Hardware
  /// The models and workflows, and the requests if they are from a file.
  let sample: Scenario

  /// A single scenario that was read from files.
  init(_ scenario: Scenario) {
    origin = .loaded(scenario)
    hardware = scenario.hardware
    sample = scenario
  }

  /// A scenario drawn from each seed, by a generator for each rate and pattern.
  init(_ source: GenerationSource, _ generators: [Arrivals: RequestGenerator]) {
    origin = .drawn(generators)
    hardware = source.hardware
    sample = source.scenarioWithoutRequests
  }

  /// Returns the scenario of a row for a seed, counted from 0, all in memory of its own.
  func scenario(for variant: RunVariant, seed: Int) -> Scenario {
    switch origin {
    case .loaded(let scenario):
      return scenario.arriving(timesFaster: variant.load).copied()
    case .drawn(let generators):
      let generator = variant.rate.flatMap { rate in
        variant.pattern.flatMap { generators[Arrivals(rate: rate, pattern: $0)] }
      }
      guard let generator else { return sample.copied() }
      return generator.scenario(seed: UInt64(seed + 1)).arriving(timesFaster: variant.load).copied()
    }
  }
}
