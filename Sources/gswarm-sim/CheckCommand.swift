import ArgumentParser
import Audit
import Documents
import Engine
import Foundation
import Workload

/// `gswarm-sim check`: validates an execution log.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Validate an execution log, this program's or another one's.",
    discussion: """
      Looks for executions that overlap on a GPU, times that do not add up, and a summary that does \
      not agree. With the inputs also for broken dependencies, wrong switch costs and wrong groups. \
      Exit status 0 if the log is valid, 1 if not, 65 or 66 if it cannot be read.

      Examples:
        gswarm-sim check
        gswarm-sim check log.json --config system_config.yaml --requests workflow_requests.yaml
      """)

  @Argument(help: "The log.")
  var file = "baseline_execution_log.json"

  @Option(help: ArgumentHelp("The system configuration of the run.", valueName: "file"))
  var config: String?

  @Option(help: ArgumentHelp("The requests of the run.", valueName: "file"))
  var requests: String?

  @Option(help: ArgumentHelp("A bundled sample instead of the two files.", valueName: "name"))
  var sample: String?

  @Flag(help: "Write all violations to the log's name with _conflicts_report.json for .json.")
  var saveReport = false

  @Flag(name: .shortAndLong, help: "Print one line, PASS or FAIL.")
  var quiet = false

  func validate() throws {
    if (config == nil) != (requests == nil) {
      throw ValidationError("--config and --requests go together.")
    }
    if sample != nil, config != nil {
      throw ValidationError("--sample stands for both files; leave out --config and --requests.")
    }
  }

  func run() throws {
    let report = try reportingFailures {
      let log = try LogReader.read(path: file)
      let report = AuditReport(try audit(log), name: file)
      if saveReport { try save(report) }
      return report
    }
    try reportingFailures {
      try say((quiet ? report.verdict : report.lines.joined(separator: "\n")) + "\n")
    }
    if !report.isValid { throw ExitCode.checkFailed }
  }

  private func audit(_ log: ExecutionLog) throws -> Audit {
    let inputs = try ScenarioOptions.inputs(
      of: log, configuration: config, requests: requests, sample: sample)
    return inputs.map { Audit(log, against: $0) } ?? Audit(log)
  }

  private func save(_ report: AuditReport) throws {
    let url = URL(filePath: file)
    let name = url.deletingPathExtension().lastPathComponent + "_conflicts_report.json"
    var files = try WholeFiles(folder: url.deletingLastPathComponent().path)
    try files.write(name) { (stream) throws(WriteFailure) in try stream.write(report.json) }
    try files.commit()
  }
}
