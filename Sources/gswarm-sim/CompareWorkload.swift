import ArgumentParser
import Documents
import Engine
import Workload

/// The requests that `compare` runs: from files, or drawn from seeds.
struct CompareWorkload: ParsableArguments {
  @OptionGroup var requests: DrawingOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "With --seeds: the mean numbers of arrivals a second. (default: 1)", valueName: "r,..."),
    transform: { try NumberList($0, item: Limit.arrivalRate.number) })
  var rate: NumberList<Double>?

  @Option(
    help: ArgumentHelp(
      "With --seeds: the distributions of arrivals. (default: poisson)", valueName: "p,..."),
    transform: PatternList.init)
  var pattern: PatternList?

  func validate() throws {
    try requests.check(
      rateIsGiven: rate != nil, patternIsGiven: pattern != nil, arrivals.map(plan))
  }

  /// All combinations of the rates and patterns of drawn requests.
  private var arrivals: [ScenarioSource.Arrivals] {
    patterns.flatMap { pattern in
      rates.map { ScenarioSource.Arrivals(rate: $0, pattern: pattern) }
    }
  }

  var rates: [Double] { rate?.values ?? [1] }
  var patterns: [ArrivalPattern] { pattern?.values ?? [.poisson] }

  private func plan(_ arrivals: ScenarioSource.Arrivals) -> GenerationPlan {
    requests.plan(rate: arrivals.rate, pattern: arrivals.pattern)
  }

  /// The number and mix of drawn requests as text; empty for those of a file.
  var drawing: String {
    guard requests.seeds != nil else { return "" }
    return "count=\(requests.count ?? 1000)" + (requests.mix.map { " mix=\($0)" } ?? "")
  }

  /// Reads the files and prints the warnings about them.
  func load(mode: ArrivalMode, gpuCount: Int?) throws -> ScenarioSource {
    guard requests.seeds != nil else {
      return ScenarioSource(try requests.loadScenario(mode: mode, gpuCount: gpuCount))
    }
    let source = try requests.loadSource()
    var generators: [ScenarioSource.Arrivals: RequestGenerator] = [:]
    for arrivals in arrivals {
      generators[arrivals] = try RequestGenerator.checked(source, plan(arrivals))
    }
    return ScenarioSource(source, generators)
  }
}
