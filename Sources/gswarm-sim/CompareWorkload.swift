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
      if let option = givenDrawingOption {
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

  /// The first option that is given and concerns drawn requests alone.
  private var givenDrawingOption: String? {
    let options: [(String, Bool)] = [
      ("--count", count != nil), ("--rate", rate != nil), ("--pattern", pattern != nil),
      ("--mix", mix != nil),
    ]
    return options.first { $0.1 }?.0
  }

  /// The plan of the requests, whatever the seed.
  private var plan: GenerationPlan {
    GenerationPlan(
      requestCount: count ?? 1000, rate: rate ?? 1, pattern: pattern ?? .poisson, mix: mix)
  }

  /// Reads the files and prints the warnings about them.
  func load(mode: ArrivalMode, gpuCount: Int?) throws -> ScenarioSource {
    let files = try inputs.files()
    guard let seeds else {
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
    let generator: RequestGenerator
    do { generator = try RequestGenerator(source, plan) } catch { throw CommandFailure.mix(error) }
    return ScenarioSource(generator, seeds: seeds, hardware: source.hardware)
  }
}

extension WorkflowMix {
  /// Returns the mix that the command line gives.
  static func named(_ text: String) throws(UsageError) -> WorkflowMix {
    do { return try WorkflowMix(text) } catch { throw .mix(error) }
  }
}
