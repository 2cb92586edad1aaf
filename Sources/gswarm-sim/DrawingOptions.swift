import ArgumentParser
import Documents
import Engine
import Workload

/// The options of requests that a sweep runs: from files, or drawn from seeds.
///
/// Rates and patterns are options of each command, which takes one of them or lists.
struct DrawingOptions: ParsableArguments {
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
    help: ArgumentHelp(
      "With --seeds: the shares of workflows, w1=3,w2=1. (default: equal)", valueName: "mix"),
    transform: WorkflowMix.named)
  var mix: WorkflowMix?

  /// Refuses options that concern drawn requests alone where none are drawn, and plans that take too
  /// long.
  func check(
    rateIsGiven: Bool, patternIsGiven: Bool, _ plans: @autoclosure () -> [GenerationPlan]
  ) throws {
    guard seeds != nil else {
      let options = [
        ("--count", count != nil), ("--rate", rateIsGiven), ("--pattern", patternIsGiven),
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
    for plan in plans() {
      if let rule = Limit.generatedTime.violation(of: plan.meanDuration) {
        throw UsageError.tooLongGeneration(rule: rule)
      }
    }
  }

  /// The plan of drawn requests, whatever the seed.
  func plan(rate: Double, pattern: ArrivalPattern) -> GenerationPlan {
    GenerationPlan(requestCount: count ?? 1000, rate: rate, pattern: pattern, mix: mix)
  }

  /// The files that decide what is run.
  func inputFiles() throws(CommandFailure) -> [String] {
    let files = try inputs.files()
    return seeds == nil ? [files.configuration, files.requests] : [files.configuration]
  }

  /// Reads the requests of a file and prints the warnings about it.
  func loadScenario(mode: ArrivalMode, gpuCount: Int?) throws -> Scenario {
    let files = try inputs.files()
    let loader = ScenarioLoader(
      configuration: files.configuration, requests: files.requests, rules: rules, mode: mode,
      gpuCount: gpuCount)
    return try inputs.reading { () throws(LoadFailure) in
      try loader.loadReportingProgress()
    }.scenario
  }

  /// Reads what requests are drawn from and prints the warnings about it.
  func loadSource() throws -> GenerationSource {
    let files = try inputs.files()
    let source = try inputs.reading { () throws(LoadFailure) in
      try GenerationSource(configuration: files.configuration)
    }
    printError(source.warnings)
    return source
  }
}

extension RequestGenerator {
  /// Prepares the drawing of a plan; a mix that does not suit the workflows is a failure of the command.
  static func checked(
    _ source: GenerationSource, _ plan: GenerationPlan
  ) throws(CommandFailure) -> RequestGenerator {
    do { return try RequestGenerator(source, plan) } catch { throw .mix(error) }
  }
}

extension WorkflowMix {
  /// Returns the mix that the command line gives.
  static func named(_ text: String) throws(UsageError) -> WorkflowMix {
    do { return try WorkflowMix(text) } catch { throw .mix(error) }
  }
}
