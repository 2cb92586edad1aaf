import ArgumentParser
import Documents
import Engine
import Workload

/// The requests that `size` runs: from files, or drawn from seeds.
struct SizeWorkload: ParsableArguments {
  @OptionGroup var requests: DrawingOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "With --seeds: the mean number of arrivals a second. (default: 1)", valueName: "r"),
    transform: Limit.arrivalRate.number)
  var rate: Double?

  @Option(help: "With --seeds: the distribution of arrivals. (default: poisson)")
  var pattern: ArrivalPattern?

  func validate() throws {
    try requests.check(rateIsGiven: rate != nil, patternIsGiven: pattern != nil, [plan])
  }

  private var plan: GenerationPlan {
    requests.plan(rate: rate ?? 1, pattern: pattern ?? .poisson)
  }

  /// The drawing of requests as text; empty for those of a file.
  var drawing: String {
    guard requests.seeds != nil else { return "" }
    let plan = plan
    return "count=\(plan.requestCount) rate=\(plan.rate) pattern=\(plan.pattern.rawValue)"
      + (plan.mix.map { " mix=\($0)" } ?? "")
  }

  /// Reads the files and prints the warnings about them.
  func load(gpuCount: Int?) throws -> SizeScenarios {
    guard requests.seeds != nil else {
      return .loaded(try requests.loadScenario(mode: .online, gpuCount: gpuCount))
    }
    return .drawn(try RequestGenerator.checked(requests.loadSource(), plan))
  }
}

/// The scenarios of `size`, one for each seed.
enum SizeScenarios: Sendable {
  /// From files.
  case loaded(Scenario)
  case drawn(RequestGenerator)

  /// Returns the scenario of a seed, counted from 0, with arrivals that are faster by a factor.
  func scenario(seed: Int, load: Double) -> Scenario {
    switch self {
    case .loaded(let scenario): scenario.arriving(timesFaster: load)
    case .drawn(let generator):
      generator.scenario(seed: UInt64(seed + 1)).arriving(timesFaster: load)
    }
  }
}
