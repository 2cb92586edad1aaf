public import ArgumentParser
import Documents
import Foundation
import Workload

extension ArrivalPattern: ExpressibleByArgument {}
extension RequestFormat: ExpressibleByArgument {}

/// `gswarm-sim generate`: makes requests for a configuration.
struct GenerateCommand: WordlessCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Make requests for a configuration, drawn from a seed.",
    usage: "gswarm-sim generate [<options>]",
    discussion: """
      Execution times are drawn from inference_time_mean and inference_time_std of \
      the models, or from token_mean, token_std and tokens_per_second; the \
      configurations of nodes from the lists under config of their models. The same \
      options give the same file on every machine.

      Examples:
        gswarm-sim generate --sample studio --requests 10000 --output r.yaml
        gswarm-sim generate --pattern bursty --mix chat=3,draw=1 --seed 7 > r.yaml
        gswarm-sim generate --requests 1000000 --rate 5 --output r.json
      """)

  @OptionGroup var inputs: ConfigurationOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The number of requests. (default: 1000)", valueName: "n"),
    transform: Limit.requests.count)
  var requests = 1000

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The mean number of arrivals a second. (default: 1)", valueName: "r"),
    transform: Limit.arrivalRate.number)
  var rate = 1.0

  @Option(
    help: """
      The distribution of arrivals: independent; in bursts; over the hours of a day, \
      with the peak at 15:00; at equal distances; ten at a time.
      """)
  var pattern: ArrivalPattern = .poisson

  @Option(
    help: ArgumentHelp(
      "The shares of workflows, in proportion: w1=3,w2=1. (default: equal)", valueName: "mix"),
    transform: WorkflowMix.named)
  var mix: WorkflowMix?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Random seed. (default: 1)", valueName: "n"),
    transform: randomSeed)
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp(
      "The file, which appears whole or not at all. (default: standard output)",
      valueName: "file"),
    transform: name)
  var output: String?

  @Option(help: "The format, if the file name has no known extension. (default: yaml)")
  var format: RequestFormat?

  @OptionGroup var stray: StrayArguments

  private var plan: GenerationPlan {
    GenerationPlan(requestCount: requests, rate: rate, pattern: pattern, mix: mix, seed: seed)
  }

  func validate() throws {
    if let rule = Limit.generatedTime.violation(of: plan.meanDuration) {
      throw UsageError.tooLongGeneration(rule: rule)
    }
    if let output, format == nil, RequestFormat(path: output) == nil {
      throw UsageError.outputFormat
    }
  }

  func run() throws {
    let configuration = try inputs.path()
    let source = try inputs.reading { () throws(LoadFailure) in
      try GenerationSource(configuration: configuration)
    }
    printError(source.warnings)
    let generator: RequestGenerator
    do { generator = try RequestGenerator(source, plan) } catch { throw CommandFailure.mix(error) }
    guard let output else {
      var stream = Documents.OutputStream.standardOutput()
      try generator.write(to: &stream, format: format ?? .yaml)
      return try stream.flush()
    }
    guard !Self.isSameFile(output, configuration) else {
      throw CommandFailure.outputIsConfiguration(output)
    }
    try write(generator, to: output)
  }

  private func write(_ generator: RequestGenerator, to output: String) throws {
    var bar = ProgressBar("generating")
    let format = format ?? RequestFormat(path: output) ?? .yaml
    defer { bar.finish() }
    try writeFile(output) { (stream) throws(WriteFailure) in
      try generator.write(to: &stream, format: format) {
        bar.update($0, of: requests)
        return !Interrupt.isRequested
      }
    }
  }

  private static func isSameFile(_ first: String, _ second: String) -> Bool {
    URL(filePath: first).resolvingSymlinksInPath().path
      == URL(filePath: second).resolvingSymlinksInPath().path
  }
}
