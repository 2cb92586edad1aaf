import ArgumentParser
import Audit
import Calibration
import Documents
import Engine
import Foundation
import Workload

/// `gswarm-sim calibrate`: fits a configuration to what live runs measured.
struct CalibrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract: "Fit the times of a configuration to what live runs measured.",
    usage: "gswarm-sim calibrate <log> ... --output <file> [<options>]",
    discussion: """
      Takes execution logs of runs against a model server and writes the configuration \
      anew: inference_time_mean, inference_time_std and load_time_seconds of each model, \
      pcie_bandwidth_gb_s and switch_overhead_seconds of the machine, by least squares. \
      The number of measurements and the 95 % interval stand beside each number. What \
      was measured too rarely stays as it is and is named.

      Times hold for the number of GPUs and of simultaneous calls under which they were \
      measured. Times that requests give themselves still win over those of models.

      Examples:
        gswarm-sim calibrate baseline_execution_log.json --output c.yaml
        gswarm-sim calibrate log.json --sample tour --output c.yaml --holdout 0.5
        gswarm-sim calibrate log.json --output c.yaml --against other.json
      """)

  @Argument(help: "The logs.", transform: name)
  var logs: [String]

  @OptionGroup var inputs: InputOptions

  @Option(
    help: ArgumentHelp(
      "The calibrated configuration, which appears whole or not at all; YAML or JSON.",
      valueName: "file"),
    transform: name)
  var output: String

  @Flag(help: "Fit the speed of generation where answers tell their length, instead of mean times.")
  var tokens = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Also fit to this share of the measurements and tell the errors on the rest.",
      valueName: "share"),
    transform: Limit.fraction.number)
  var holdout: Double?

  @Option(
    name: .customLong("against"), parsing: .upToNextOption,
    help: ArgumentHelp(
      "Logs of other runs of the same inputs, which are predicted and not fitted to.",
      valueName: "log"), transform: name)
  var others: [String] = []

  @Flag(
    help: """
      Simulate the inputs of the logs with the calibrated times, and compare makespan and \
      latency with what was measured.
      """)
  var predict = false

  @Flag(name: .shortAndLong, help: "Print nothing but warnings and errors.")
  var quiet = false

  private var predicts: Bool { predict || !others.isEmpty }

  func validate() throws {
    guard RequestFormat(path: output) != nil else { throw UsageError.calibratedFormat }
    if inputs.requests != nil, !predicts {
      throw UsageError.needs(option: "--requests", other: "--predict or --against")
    }
  }

  func run() throws {
    let files = try inputs.files()
    let configuration = try inputs.reading { () throws(LoadFailure) in
      try CalibratedConfiguration(path: files.configuration)
    }
    printError(configuration.warnings)
    let logs = try read(logs)
    var measurements = Measurements()
    for (path, log) in logs {
      if log.summary.simulate == false {
        printError("warning: \(visible(path)) is a simulation's: nothing in it was measured\n")
      }
      measurements.add(log, in: configuration.scenario)
    }
    let calibration = fit(measurements, configuration)
    let report = CalibrationReport(
      calibration, of: configuration.scenario, measurements: measurements,
      conditions: logs.map { RunConditions($0.1) })
    // Read before the output is written: it may take the place of the configuration.
    let predicted = try (predict ? logs : []) + read(others)
    let predictions = try predictionLines(predicted, files, calibration)
    try write(configuration, calibration, report)
    guard !quiet else { return }
    var lines = report.lines
    if let holdout {
      let (part, rest) = measurements.split(holdout)
      lines += CalibrationReport.holdoutLines(
        fit(part, configuration), on: rest, of: configuration.scenario, share: holdout)
    }
    try printOutput((lines + predictions).joined(separator: "\n") + "\n")
  }

  private func read(_ paths: [String]) throws -> [(String, ExecutionLog)] {
    try paths.map { ($0, try LogReader.read(path: $0)) }
  }

  private func fit(
    _ measurements: Measurements, _ configuration: CalibratedConfiguration
  ) -> Calibration {
    Calibration(
      measurements, of: configuration.scenario,
      byTokens: { tokens && !configuration.inheriting.contains($0) })
  }

  private func write(
    _ configuration: CalibratedConfiguration, _ calibration: Calibration,
    _ report: CalibrationReport
  ) throws {
    let text = configuration.text(
      calibration, heading: report.conditionLines, format: RequestFormat(path: output) ?? .yaml)
    try writeFile(output) { (stream) throws(WriteFailure) in try stream.write(text) }
  }

  private func predictionLines(
    _ logs: [(String, ExecutionLog)], _ files: InputFiles, _ calibration: Calibration
  ) throws -> [String] {
    guard !logs.isEmpty else { return [] }
    var rows: [PredictedRun] = []
    for (path, log) in logs {
      func scenario(calibrated: Bool) throws -> Scenario {
        var loader = ScenarioLoader(
          configuration: files.configuration, requests: files.requests,
          rules: log.summary.rules ?? .standard, mode: log.summary.mode ?? .offline,
          gpuCount: log.summary.gpus?.count)
        if calibrated {
          loader.calibration = calibration
          loader.usesRequestTimes = false
        }
        return try inputs.reading { () throws(LoadFailure) in try loader.load() }.scenario
      }
      do {
        rows.append(
          try PredictedRun(
            name: path, log: log, given: scenario(calibrated: false),
            calibrated: scenario(calibrated: true)))
      } catch is ReplayFailure {
        throw CommandFailure.unusableLog(path, reason: "it is not of these inputs")
      }
    }
    return PredictedRun.lines(rows)
  }
}
