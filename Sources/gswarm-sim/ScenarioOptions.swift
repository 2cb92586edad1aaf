public import ArgumentParser
import Documents
public import Engine
import Foundation
import Workload

extension Rules: ExpressibleByArgument {}
extension ArrivalMode: ExpressibleByArgument {}

extension Policy {
  /// Returns the policy that the command line names.
  static func named(_ text: String) throws(UsageError) -> Policy {
    let text = try Limit.textBytes.text(text)
    do { return try Policy(text) } catch { throw .policy(error) }
  }
}

/// The options that `run`, `tui` and `explain` share: what is simulated, and how.
struct ScenarioOptions: ParsableArguments {
  @OptionGroup var inputs: InputOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The number of GPUs; else the configuration's hardware.gpus.", valueName: "n"),
    transform: Limit.gpus.count)
  var gpus: Int?

  @Option(
    name: .customLong("mode"),
    help: "When requests arrive: all at time 0, or at their timestamps. (default: offline)")
  var givenMode: ArrivalMode?

  @Option(
    name: .customLong("rules"),
    help: "The rules as documented, or the original program's. (default: standard)")
  var givenRules: Rules?

  @Option(
    name: .customLong("policy"),
    help: ArgumentHelp(
      "The scheduling policy, as NAME or NAME:PARAMETER=VALUE,...; see gswarm-sim policies. "
        + "(default: baseline)", valueName: "policy"),
    transform: Policy.named)
  var givenPolicy: Policy?

  @Option(
    name: .customLong("load"), parsing: .unconditional,
    help: ArgumentHelp(
      "Online, requests arrive x times faster; times of calls are as they were. (default: 1)",
      valueName: "x"),
    transform: Limit.timeFactor.number)
  var givenLoad: Double?

  func validate() throws {
    if givenLoad != nil, mode == .offline { throw UsageError.offlineLoad(option: "--load") }
  }

  /// The factor by which requests arrive faster than recorded.
  var load: Double { givenLoad ?? 1 }
  var mode: ArrivalMode { givenMode ?? .offline }
  var rules: Rules { givenRules ?? .standard }
  var policy: Policy { givenPolicy ?? .baseline }

  /// Reads the files and prints the warnings about them.
  ///
  /// - Parameters:
  ///   - defaultGPUCount: The number of GPUs if neither the user nor the configuration gives one.
  ///   - keepingCalls: Whether to keep the data of calls.
  ///   - keepingArrivals: Whether requests arrive as recorded, whatever `--load` says.
  ///   - showsProgress: Whether work that takes long has a bar on standard error.
  /// - Returns: The scenario, with arrivals as fast as `--load` says.
  /// - Throws: What is wrong with the files.
  func load(
    defaultGPUCount: Int? = nil, keepingCalls: Bool = false, keepingArrivals: Bool = false,
    showsProgress: Bool = true
  ) throws -> LoadedScenario {
    let files = try inputs.files()
    var loader = ScenarioLoader(
      configuration: files.configuration, requests: files.requests, rules: rules, mode: mode,
      gpuCount: gpus, defaultGPUCount: defaultGPUCount)
    loader.keepsCalls = keepingCalls
    let loaded = try inputs.reading { () throws(LoadFailure) in
      try loader.loadReportingProgress(showsBar: showsProgress)
    }
    return keepingArrivals ? loaded : loaded.arriving(timesFaster: load)
  }

  /// The options of a run on the given number of GPUs.
  func options(gpuCount: Int) -> Options {
    Options(gpuCount: gpuCount, mode: mode, rules: rules, policy: policy)
  }

  /// The options of a run of a loaded scenario; throws if the number of GPUs is unknown.
  func options(for loaded: LoadedScenario) throws(CommandFailure) -> Options {
    guard let gpuCount = loaded.gpuCount else { throw .gpuCountNeeded }
    return options(gpuCount: gpuCount)
  }
}

extension ScenarioLoader {
  /// The file size from which reading shows progress, in bytes.
  private static let largeSize = 4_000_000

  /// Loads the scenario and prints the warnings; shows progress if that takes long.
  ///
  /// - Parameter showsBar: whether work that takes long has a bar on standard error.
  /// - Returns: the scenario.
  /// - Throws: what is wrong with the files.
  func loadReportingProgress(showsBar: Bool = true) throws(LoadFailure) -> LoadedScenario {
    var bar = ProgressBar("reading \(visible(requests))")
    let size = try? FileManager.default.attributesOfItem(atPath: requests)[.size] as? Int
    if showsBar, (size ?? 0) > Self.largeSize { bar.begin() }
    let loaded = try { () throws(LoadFailure) in
      defer { bar.finish() }
      return try load()
    }()
    printError(loaded.warnings)
    if loaded.scenario.requests.count == 0 {
      printError("warning: \(visible(requests)) has no requests\n")
    }
    return loaded
  }
}
