import ArgumentParser
import Documents
import Engine
import Foundation
import Workload

/// The requests that `size` runs: from files, or drawn from seeds.
struct SizeWorkload: ParsableArguments {
  @OptionGroup var inputs: InputOptions

  @Option(help: "The rules as documented, or the original program's.")
  var rules: Rules = .standard

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Draw the requests n times, from seeds 1 to n.", valueName: "n"),
    transform: Limit.seeds.count)
  var seeds: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "With --seeds: the number of requests. (default: 1000)", valueName: "n"),
    transform: Limit.drawnRequests.count)
  var count: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "With --seeds: the mean number of arrivals a second. (default: 1)", valueName: "r"),
    transform: Limit.arrivalRate.number)
  var rate: Double?

  @Option(help: "With --seeds: the distribution of arrivals. (default: poisson)")
  var pattern: ArrivalPattern?

  @Option(
    help: ArgumentHelp(
      "With --seeds: the shares of workflows, w1=3,w2=1. (default: equal)", valueName: "mix"),
    transform: WorkflowMix.named)
  var mix: WorkflowMix?

  func validate() throws {
    guard seeds != nil else {
      let options: [(String, Bool)] = [
        ("--count", count != nil), ("--rate", rate != nil), ("--pattern", pattern != nil),
        ("--mix", mix != nil),
      ]
      if let option = options.first(where: \.1)?.0 {
        throw UsageError.needs(option: option, other: "--seeds")
      }
      return
    }
    guard inputs.requests == nil else {
      throw UsageError.excludes(
        option: "--seeds", other: "--requests", reason: "it draws the requests itself")
    }
    if let rule = Limit.generatedTime.violation(of: plan.meanDuration) {
      throw UsageError.tooLongGeneration(rule: rule)
    }
  }

  private var plan: GenerationPlan {
    GenerationPlan(
      requestCount: count ?? 1000, rate: rate ?? 1, pattern: pattern ?? .poisson, mix: mix)
  }

  /// The drawing of requests as text; empty for those of a file.
  var drawing: String {
    guard seeds != nil else { return "" }
    let plan = plan
    return "count=\(plan.requestCount) rate=\(plan.rate) pattern=\(plan.pattern.rawValue)"
      + (mix.map { " mix=\($0)" } ?? "")
  }

  /// The files that decide what is run.
  func inputFiles() throws(CommandFailure) -> [String] {
    let files = try inputs.files()
    return seeds == nil ? [files.configuration, files.requests] : [files.configuration]
  }

  /// Reads the files and prints the warnings about them.
  func load(gpuCount: Int?) throws -> SizeScenarios {
    let files = try inputs.files()
    guard seeds != nil else {
      let loader = ScenarioLoader(
        configuration: files.configuration, requests: files.requests, rules: rules, mode: .online,
        gpuCount: gpuCount)
      let loaded = try inputs.reading { () throws(LoadFailure) in
        try loader.loadReportingProgress()
      }
      return .loaded(loaded.scenario)
    }
    let source = try inputs.reading { () throws(LoadFailure) in
      try GenerationSource(configuration: files.configuration)
    }
    printError(source.warnings)
    do { return .drawn(try RequestGenerator(source, plan)) } catch {
      throw CommandFailure.mix(error)
    }
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
