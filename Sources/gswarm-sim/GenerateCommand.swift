public import ArgumentParser
import Documents
import Foundation
import Workload

extension ArrivalPattern: ExpressibleByArgument {}
extension RequestFormat: ExpressibleByArgument {}

/// `gswarm-sim generate`: makes requests for a configuration.
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Make requests for a configuration, drawn from a seed.",
    discussion: """
      Execution times are drawn from inference_time_mean and inference_time_std of the models, or \
      from token_mean, token_std and tokens_per_second; the configurations of nodes from the lists \
      under config of their models. The same options give the same file on every machine.

      Examples:
        gswarm-sim generate --sample studio --requests 10000 --rate 0.2 --output requests.yaml
        gswarm-sim generate --pattern bursty --mix chat=3,illustrate=1 --seed 7 > requests.yaml
        gswarm-sim generate --requests 1000000 --output requests.json
      """)

  @Option(
    help: ArgumentHelp(
      "The system configuration, YAML or JSON. (default: \(ScenarioOptions.defaultConfiguration))",
      valueName: "file"))
  var config: String?

  @Option(
    help: ArgumentHelp(
      "The configuration of a bundled sample instead: \(Share.sampleNames.joined(separator: ", ")).",
      valueName: "name"))
  var sample: String?

  @Option(help: ArgumentHelp("How many requests.", valueName: "n"))
  var requests = 1000

  @Option(help: ArgumentHelp("How many arrive in a second, on average.", valueName: "r"))
  var rate = 1.0

  @Option(
    help: """
      How they are spread: independently; in bursts; over the hours of a day, with the peak at \
      15:00; at equal distances; ten at a time.
      """)
  var pattern: ArrivalPattern = .poisson

  @Option(
    help: ArgumentHelp(
      "How often each workflow occurs, in proportion: w1=3,w2=1. (default: all equally often)",
      valueName: "mix"))
  var mix: Mix?

  @Option(help: ArgumentHelp("Where chance begins.", valueName: "n"))
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp(
      "The file, YAML or JSON; it appears whole or not at all. (default: standard output)",
      valueName: "file"))
  var output: String?

  @Option(help: "The format where the file's name does not tell. (default: yaml)")
  var format: RequestFormat?

  /// More would make arrivals of which calendars, or the digits of a double, know nothing.
  private static let longestSeconds = 1e9
  private static let mostRequests = 100_000_000

  func validate() throws {
    if sample != nil, config != nil {
      throw ValidationError("--sample stands for the configuration; leave out --config.")
    }
    guard (0...Self.mostRequests).contains(requests) else {
      throw ValidationError("--requests must be from 0 to \(Self.mostRequests).")
    }
    guard rate > 0, rate.isFinite else { throw ValidationError("--rate must be above 0.") }
    guard Double(requests) / rate <= Self.longestSeconds else {
      throw ValidationError(
        "\(requests) requests at --rate \(rate) would take over 30 years; give a higher rate.")
    }
    if let output, format == nil, RequestFormat(path: output) == nil {
      throw ValidationError("--output must end in .yaml, .yml or .json, or --format say which.")
    }
  }

  func run() throws {
    try reportingFailures {
      var configuration = config ?? ScenarioOptions.defaultConfiguration
      if let sample { configuration = try ScenarioOptions.files(ofSample: sample).configuration }
      let source = try GenerationSource(configuration: configuration)
      complain(source.warnings)
      let generator = try prepare(source)
      guard let output else {
        var stream = OutputStream.standardOutput()
        try generator.write(to: &stream, format: format ?? .yaml)
        return try stream.flush()
      }
      guard !Self.isSameFile(output, configuration) else {
        complain("error: --output \(visible(output)) is the configuration itself\n")
        throw ExitCode.usage
      }
      try write(generator, to: output)
    }
  }

  private func prepare(_ source: GenerationSource) throws -> RequestGenerator {
    do {
      return try RequestGenerator(
        source,
        GenerationPlan(
          requestCount: requests, rate: rate, pattern: pattern, mix: mix?.weights, seed: seed))
    } catch {
      complain("error: \(error.sentence)\n")
      throw ExitCode.usage
    }
  }

  private func write(_ generator: RequestGenerator, to output: String) throws {
    Interrupt.watch()
    let url = URL(filePath: output)
    var files = try WholeFiles(folder: url.deletingLastPathComponent().path)
    var bar = ProgressBar("generating")
    let format = format ?? RequestFormat(path: output) ?? .yaml
    defer { bar.finish() }
    try files.write(url.lastPathComponent) { (stream) throws(WriteFailure) in
      try generator.write(to: &stream, format: format) {
        bar.update($0, of: requests)
        return !Interrupt.isRequested
      }
    }
    try files.commit()
  }

  private static func isSameFile(_ first: String, _ second: String) -> Bool {
    URL(filePath: first).resolvingSymlinksInPath().path
      == URL(filePath: second).resolvingSymlinksInPath().path
  }
}

/// The shares of workflows, as `w1=3,w2=1`.
struct Mix: ExpressibleByArgument {
  let weights: [(workflow: String, weight: Double)]

  init?(argument: String) {
    var weights: [(workflow: String, weight: Double)] = []
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      // The last one: a workflow's id may have an equals sign in it.
      guard let sign = part.lastIndex(of: "="), sign > part.startIndex,
        let weight = Double(part[part.index(after: sign)...]), weight >= 0, weight.isFinite
      else { return nil }
      weights.append((String(part[..<sign]), weight))
    }
    guard weights.contains(where: { $0.weight > 0 }) else { return nil }
    self.weights = weights
  }
}
