import ArgumentParser
import Documents
import Engine
import Foundation
import Workload

/// The requests that `compare` runs: from files, or drawn from seeds.
struct CompareWorkload: ParsableArguments {
  @Option(help: ArgumentHelp("The system configuration, YAML or JSON.", valueName: "file"))
  var config: String?

  @Option(help: ArgumentHelp("The requests, YAML or JSON.", valueName: "file"))
  var requests: String?

  @Option(help: ArgumentHelp("A bundled sample instead of the two files.", valueName: "name"))
  var sample: String?

  @Option(help: "The rules as documented, or the original program's with its quirks.")
  var rules: Rules = .standard

  @Option(
    help: ArgumentHelp("Draw requests, so many times over, from seeds 1 to n.", valueName: "n"))
  var seeds: Int?

  @Option(help: ArgumentHelp("With --seeds: how many requests.", valueName: "n"))
  var count = 1000

  @Option(help: ArgumentHelp("With --seeds: how many arrive in a second.", valueName: "r"))
  var rate = 1.0

  @Option(help: "With --seeds: how they are spread.")
  var pattern: ArrivalPattern = .poisson

  @Option(
    help: ArgumentHelp("With --seeds: how often each workflow occurs, w1=3,w2=1.", valueName: "mix")
  )
  var mix: Mix?

  func validate() throws {
    if sample != nil, config != nil || requests != nil {
      throw ValidationError("--sample stands for both files; leave out --config and --requests.")
    }
    if seeds != nil, requests != nil {
      throw ValidationError("--seeds draws the requests; leave out --requests.")
    }
    guard (1...10_000).contains(seeds ?? 1) else {
      throw ValidationError("--seeds must be from 1 to 10000.")
    }
    guard (1...10_000_000).contains(count), rate > 0, rate.isFinite,
      Double(count) / rate <= 1e9
    else { throw ValidationError("--count must be from 1 to 10000000, and --rate above 0.") }
  }

  /// Reads the files, or draws the requests.
  func load(
    mode: ArrivalMode, gpuCount: Int?
  ) throws -> (scenarios: [Scenario], gpuCount: Int?, hardware: Hardware) {
    var (configuration, requests) = (
      config ?? ScenarioOptions.defaultConfiguration,
      self.requests ?? ScenarioOptions.defaultRequests
    )
    if let sample { (configuration, requests) = try ScenarioOptions.files(ofSample: sample) }
    func read(_ requests: String) throws -> LoadedScenario {
      try ScenarioLoader(
        configuration: configuration, requests: requests, rules: rules, mode: mode,
        gpuCount: gpuCount, defaultGPUCount: nil
      ).load()
    }
    guard let seeds else {
      let loaded = try read(requests)
      complain(loaded.warnings)
      return ([loaded.scenario], loaded.gpuCount, loaded.scenario.hardware)
    }
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "gswarm-sim-\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let source = try GenerationSource(configuration: configuration)
    complain(source.warnings)
    let all = try (1...seeds).map { seed in
      try draw(source, seed: UInt64(seed), into: folder.path)
      return try read("\(folder.path)/\(Self.drawnRequests)")
    }
    return (all.map(\.scenario), all[0].gpuCount, all[0].scenario.hardware)
  }

  private static let drawnRequests = "requests.json"

  private func draw(_ source: GenerationSource, seed: UInt64, into folder: String) throws {
    let plan = GenerationPlan(
      requestCount: count, rate: rate, pattern: pattern, mix: mix?.weights, seed: seed)
    let generator: RequestGenerator
    do { generator = try RequestGenerator(source, plan) } catch {
      complain("error: \(error.sentence)\n")
      throw ExitCode.usage
    }
    var files = try WholeFiles(folder: folder)
    try files.write(Self.drawnRequests) { (stream) throws(WriteFailure) in
      try generator.write(to: &stream, format: .json)
    }
    try files.commit()
  }
}
