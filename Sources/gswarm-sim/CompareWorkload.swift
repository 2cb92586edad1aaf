import ArgumentParser
import Documents
import Engine
import Foundation
import Workload

/// The requests that `compare` runs: from files, or drawn from seeds.
struct CompareWorkload: ParsableArguments {
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
      "With --seeds: the mean numbers of arrivals a second. (default: 1)", valueName: "r,..."),
    transform: { try NumberList($0, item: Limit.arrivalRate.number) })
  var rate: NumberList<Double>?

  @Option(
    help: ArgumentHelp(
      "With --seeds: the distributions of arrivals. (default: poisson)", valueName: "p,..."),
    transform: PatternList.init)
  var pattern: PatternList?

  @Option(
    help: ArgumentHelp(
      "With --seeds: the shares of workflows, w1=3,w2=1. (default: equal)", valueName: "mix"),
    transform: WorkflowMix.named)
  var mix: WorkflowMix?

  func validate() throws {
    guard seeds != nil else {
      if let option = givenDrawingOption {
        throw UsageError.needs(option: option, other: "--seeds")
      }
      return
    }
    guard inputs.requests == nil else {
      throw UsageError.excludes(
        option: "--seeds", other: "--requests", reason: "it draws the requests itself")
    }
    for arrivals in arrivals {
      if let rule = Limit.generatedTime.violation(of: plan(arrivals).meanDuration) {
        throw UsageError.tooLongGeneration(rule: rule)
      }
    }
  }

  /// The first option that is given and concerns drawn requests alone.
  private var givenDrawingOption: String? {
    let options: [(String, Bool)] = [
      ("--count", count != nil), ("--rate", rate != nil), ("--pattern", pattern != nil),
      ("--mix", mix != nil),
    ]
    return options.first { $0.1 }?.0
  }

  /// All combinations of the rates and patterns of drawn requests.
  private var arrivals: [ScenarioSource.Arrivals] {
    patterns.flatMap { pattern in
      rates.map { ScenarioSource.Arrivals(rate: $0, pattern: pattern) }
    }
  }

  var rates: [Double] { rate?.values ?? [1] }
  var patterns: [ArrivalPattern] { pattern?.values ?? [.poisson] }

  /// The plan of the requests, whatever the seed.
  private func plan(_ arrivals: ScenarioSource.Arrivals) -> GenerationPlan {
    GenerationPlan(
      requestCount: requestCount, rate: arrivals.rate, pattern: arrivals.pattern, mix: mix)
  }

  private var requestCount: Int { count ?? 1000 }

  /// The number and mix of drawn requests as text; empty for those of a file.
  var drawing: String {
    seeds == nil ? "" : "count=\(requestCount)" + (mix.map { " mix=\($0)" } ?? "")
  }

  /// Reads the files and prints the warnings about them.
  func load(mode: ArrivalMode, gpuCount: Int?) throws -> ScenarioSource {
    let files = try inputs.files()
    guard seeds != nil else {
      let loader = ScenarioLoader(
        configuration: files.configuration, requests: files.requests, rules: rules, mode: mode,
        gpuCount: gpuCount)
      let loaded = try inputs.reading { () throws(LoadFailure) in
        try loader.loadReportingProgress()
      }
      return ScenarioSource(loaded.scenario)
    }
    let source = try inputs.reading { () throws(LoadFailure) in
      try GenerationSource(configuration: files.configuration)
    }
    printError(source.warnings)
    var generators: [ScenarioSource.Arrivals: RequestGenerator] = [:]
    for arrivals in arrivals {
      do throws(WorkflowMix.Failure) {
        generators[arrivals] = try RequestGenerator(source, plan(arrivals))
      } catch {
        throw CommandFailure.mix(error)
      }
    }
    return ScenarioSource(source, generators)
  }

  /// The files that decide what is run.
  func inputFiles() throws(CommandFailure) -> [String] {
    let files = try inputs.files()
    return seeds == nil ? [files.configuration, files.requests] : [files.configuration]
  }
}

extension WorkflowMix {
  /// Returns the mix that the command line gives.
  static func named(_ text: String) throws(UsageError) -> WorkflowMix {
    do { return try WorkflowMix(text) } catch { throw .mix(error) }
  }
}
