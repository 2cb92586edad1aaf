import ArgumentParser
import Audit
import Documents
import Engine
import History
import Workload

extension ScenarioOptions {
  /// How many violations are named before a log is shown by `check` alone.
  private static let namedViolations = 3

  /// Refuses what a log decides by itself.
  func validateForLog() throws {
    if (config == nil) != (requests == nil) {
      throw ValidationError("With --log, --config and --requests go together.")
    }
    if gpus != nil { throw ValidationError("The log says how many GPUs there are.") }
    if simulate == .true { throw ValidationError("A log is shown as it is; nothing runs.") }
  }

  /// The run that a log tells of.
  func history(ofLog path: String) throws -> History {
    let log = try LogReader.read(path: path)
    let inputs = try Self.inputs(
      of: log, configuration: config, requests: requests, sample: sample)
    let audit = Audit(log, against: inputs)
    guard audit.violations.isEmpty else {
      for violation in audit.violations.prefix(Self.namedViolations) {
        complain("error: \(visible(path)): \(visible(log.describe(violation)))\n")
      }
      complain("error: only a log without violations can be shown; gswarm-sim check names all\n")
      throw ExitCode.badData
    }
    do {
      let run = try ReplayedRun(log, in: inputs)
      return History(scenario: run.scenario, options: run.options, trace: run.trace)
    } catch {
      let reason =
        switch error {
        case .unknown: "it is not of these inputs"
        case .impossible: "an execution ends before it can have begun"
        case .scatteredGPUs: "it has groups of GPUs that are not consecutive"
        }
      complain("error: \(visible(path)) cannot be shown: \(reason)\n")
      throw ExitCode.badData
    }
  }

  /// The inputs that belong to a log, under the rules that it states; nil if none are given.
  static func inputs(
    of log: ExecutionLog, configuration: String?, requests: String?, sample: String?
  ) throws -> Scenario? {
    var files = configuration.flatMap { configuration in requests.map { (configuration, $0) } }
    if let sample { files = try Self.files(ofSample: sample) }
    guard let (configuration, requests) = files else { return nil }
    // A log that does not name its rules may come from inputs that only the original accepts.
    let loader = ScenarioLoader(
      configuration: configuration, requests: requests, rules: log.summary.rules ?? .gswarm,
      mode: log.summary.mode ?? .offline, gpuCount: log.summary.gpus?.count)
    let loaded = try loader.load()
    complain(loaded.warnings)
    return loaded.scenario
  }
}
