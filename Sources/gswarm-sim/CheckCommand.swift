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
    usage: "gswarm-sim check [<file>] [<options>]",
    discussion: """
      Looks for executions that overlap on a GPU, times that do not add up, and a \
      summary that does not agree. With the inputs also for broken dependencies, wrong \
      times, switch costs and groups, nodes left out, and, in a simulation, for the \
      first dispatch that the policy would not have made. Exit status 0 if the log is \
      valid, 1 if not, 65 or 66 if it cannot be read.

      An execution needs request_id, node_id, gpu_id or gpu_ids, start_time and \
      end_time; everything else is checked where it is there.

      Examples:
        gswarm-sim check
        gswarm-sim check log.json --sample tour
        gswarm-sim check log.json --config c.yaml --requests r.yaml
        gswarm-sim check log.json --expect 'p95<60' --expect 'switches<200'
      """)

  @Argument(help: "The log. (default: \(Self.defaultLog))", transform: name)
  var file = Self.defaultLog

  private static let defaultLog = "baseline_execution_log.json"

  @OptionGroup var inputs: InputOptions

  @OptionGroup var expect: ExpectOptions

  @Flag(help: "Write all violations to a file named after the log: LOG_conflicts_report.json.")
  var saveReport = false

  @Flag(name: .shortAndLong, help: "Print one line, PASS or FAIL.")
  var quiet = false

  func validate() throws { try inputs.requireBothOrNone() }

  func run() throws {
    let log = try readLog()
    let inputs = try inputs.scenario(of: log)
    let report = AuditReport(Audit(log, against: inputs), name: file)
    if saveReport { try save(report) }
    try printOutput((quiet ? report.verdict : report.lines.joined(separator: "\n")) + "\n")
    guard report.isValid else {
      if !expect.tests.isEmpty { printError("no test is made of a log that is not valid\n") }
      throw ExitCode.checkFailed
    }
    guard !expect.tests.isEmpty else { return }
    let run = try ReplayedRun.of(log, path: file, in: inputs)
    try expect.check(in: run.scenario)
    try expect.check(run.scenario, run.options, run.trace)
  }

  private func readLog() throws -> ExecutionLog {
    do { return try LogReader.read(path: file) } catch {
      guard case .noInput(let text) = error, file == Self.defaultLog else { throw error }
      throw CommandFailure.missingLog(text)
    }
  }

  private func save(_ report: AuditReport) throws {
    let url = URL(filePath: file)
    let name = url.deletingPathExtension().lastPathComponent + "_conflicts_report.json"
    let path = url.deletingLastPathComponent().appending(path: name).path
    try writeFile(path) { (stream) throws(WriteFailure) in try stream.write(report.json) }
  }
}
