public import ArgumentParser
import Documents
public import Engine
import Foundation
import Workload

extension Rules: ExpressibleByArgument {}
extension ArrivalMode: ExpressibleByArgument {}

/// `true` or `false`, spelled out as the original program has it.
enum Truth: String, CaseIterable, ExpressibleByArgument {
  case `true`, `false`
}

extension Policy {
  /// The policy that the command line names.
  static func named(_ text: String) throws -> Policy {
    do { return try Policy(text) } catch { throw ValidationError("\(visible(error.sentence)).") }
  }
}

/// What is simulated and how: the options that `run` and the terminal UI share.
struct ScenarioOptions: ParsableArguments {
  static let defaultConfiguration = "system_config.yaml"
  static let defaultRequests = "workflow_requests.yaml"

  @Option(
    help: ArgumentHelp(
      "The number of GPUs; else the configuration's hardware.gpus.", valueName: "n"))
  var gpus: Int?

  @Option(help: "When requests arrive: all at time 0, or at their timestamps.")
  var mode: ArrivalMode = .offline

  @Option(help: "Call a real model server instead of simulating.")
  var simulate: Truth = .false

  @Option(
    help: ArgumentHelp(
      "The system configuration, YAML or JSON. (default: \(Self.defaultConfiguration))",
      valueName: "file"))
  var config: String?

  @Option(
    help: ArgumentHelp(
      "The requests, YAML or JSON. (default: \(Self.defaultRequests))", valueName: "file"))
  var requests: String?

  @Option(
    help: ArgumentHelp(
      "A bundled sample instead of the two files: \(Share.sampleNames.joined(separator: ", ")).",
      valueName: "name"))
  var sample: String?

  @Option(help: "The rules as documented, or the original program's with its quirks.")
  var rules: Rules = .standard

  @Option(
    help: ArgumentHelp(
      "The scheduling policy, with its parameters if any: see gswarm-sim policies.",
      valueName: "name[:parameter=value,...]"),
    transform: Policy.named)
  var policy: Policy = .baseline

  func validate() throws {
    if let gpus, let rule = Limit.gpus.violation(of: gpus) {
      throw ValidationError("--gpus \(rule).")
    }
    if sample != nil, config != nil || requests != nil {
      throw ValidationError("--sample stands for both files; leave out --config and --requests.")
    }
  }

  /// Reads the chosen files and prints their warnings.
  func load(
    defaultGPUCount: Int? = nil, keepingCalls: Bool = false, showsProgress: Bool = true
  ) throws -> LoadedScenario {
    var (configuration, requests) = (
      config ?? Self.defaultConfiguration, self.requests ?? Self.defaultRequests
    )
    if let sample { (configuration, requests) = try Self.files(ofSample: sample) }
    var loader = ScenarioLoader(
      configuration: configuration, requests: requests, rules: rules, mode: mode, gpuCount: gpus,
      defaultGPUCount: defaultGPUCount)
    loader.keepsCalls = keepingCalls
    var bar = ProgressBar("reading \(visible(requests))")
    if showsProgress, Self.isLarge(requests) { bar.begin() }
    let loaded = try {
      defer { bar.finish() }
      return try loader.load()
    }()
    complain(loaded.warnings)
    return loaded
  }

  /// Whether reading a file takes long enough to say so.
  private static func isLarge(_ path: String) -> Bool {
    let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    return (size ?? 0) > 4_000_000
  }

  /// The two files of a sample.
  static func files(ofSample name: String) throws -> (configuration: String, requests: String) {
    guard let folder = Share.folder(ofSample: name) else {
      let known = Share.sampleNames
      let hint =
        known.isEmpty
        ? "no samples are installed; GSWARM_SIM_SHARE may name their folder"
        : "the samples are \(known.joined(separator: ", "))"
      complain("error: there is no sample \(visible(name)); \(hint)\n")
      throw ExitCode.noInput
    }
    return ("\(folder)/\(defaultConfiguration)", "\(folder)/\(defaultRequests)")
  }

  func options(gpuCount: Int) -> Options {
    Options(gpuCount: gpuCount, mode: mode, rules: rules, policy: policy)
  }
}
