import ArgumentParser
import Documents
import Audit
import Engine
import History
import Workload

extension InputOptions {
  /// Refuses one file of a log's inputs without the other.
  func requireBothOrNone() throws(UsageError) {
    guard sample == nil, (config == nil) != (requests == nil) else { return }
    let (given, missing) =
      config == nil ? ("--requests", "--config") : ("--config", "--requests")
    throw .needs(option: given, other: missing)
  }

  /// Reads the inputs of a log under the rules that it states; nil if no option names any.
  func scenario(of log: ExecutionLog) throws -> Scenario? {
    guard !isEmpty else { return nil }
    let files = try files()
    // A log that does not name its rules may come from inputs that only the original accepts.
    let loader = ScenarioLoader(
      configuration: files.configuration, requests: files.requests,
      rules: log.summary.rules ?? .gswarm, mode: log.summary.mode ?? .offline,
      gpuCount: log.summary.gpus?.count)
    let loaded = try loader.load()
    printError(loaded.warnings)
    return loaded.scenario
  }
}

extension ScenarioOptions {
  /// The number of violations that are named before the user is referred to `check`.
  private static let namedViolations = 3

  /// Refuses the options that a log makes meaningless.
  func validateForLog() throws(UsageError) {
    try inputs.requireBothOrNone()
    let options: [(String, Bool)] = [
      ("--gpus", gpus != nil), ("--mode", givenMode != nil), ("--rules", givenRules != nil),
      ("--policy", givenPolicy != nil), ("--load", givenLoad != nil),
    ]
    if let given = options.first(where: \.1) {
      throw .excludes(option: given.0, other: "--log", reason: "the run is over")
    }
  }

  /// Returns the run that a log records.
  func history(ofLog path: String) throws -> History {
    let log = try LogReader.read(path: path)
    let scenario = try inputs.scenario(of: log)
    let audit = Audit(log, against: scenario)
    guard audit.violations.isEmpty else {
      throw CommandFailure.violations(
        audit.violations.prefix(Self.namedViolations).map(log.describe), log: path)
    }
    let run = try ReplayedRun.of(log, path: path, in: scenario)
    return History(scenario: run.scenario, options: run.options, trace: run.trace)
  }
}

extension ReplayedRun {
  /// Replays the log of a file; throws an error that says why if that is not possible.
  static func of(
    _ log: ExecutionLog, path: String, in scenario: Scenario?
  ) throws(CommandFailure) -> ReplayedRun {
    do { return try ReplayedRun(log, in: scenario) } catch {
      let reason =
        switch error {
        case .unknown: "it is not of these inputs"
        case .scatteredGPUs: "it has groups of GPUs that are not consecutive"
        case .impossible: "an execution ends before it can have begun"
        }
      throw CommandFailure.unusableLog(path, reason: reason)
    }
  }
}
