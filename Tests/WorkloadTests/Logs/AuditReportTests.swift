import Audit
import Engine
import Foundation
import Testing
import Workload

struct AuditReportTests {
  /// The audit of a small run's log in which something is replaced.
  private func audit(_ old: String = "", _ new: String = "") throws -> Audit {
    let folder = try TemporaryFolder()
    let run = try FinishedRun.small()
    _ = try run.writeLog(to: folder)
    let text = try folder.text(of: "log.json")
    let changed = old.isEmpty ? text : text.replacing(old, with: new)
    return Audit(
      try LogReader.read(path: folder.write("log.json", changed)), against: run.scenario)
  }

  @Test func `a valid log passes`() throws {
    let report = AuditReport(try audit(), name: "log.json")
    #expect(report.isValid)
    #expect(report.verdict == "PASS: log.json: 4 executions, 0 violations")
    let found = report.lines.joined(separator: "\n")
    #expect(
      found == """
        Request latency (first ready to last end), 2 requests: mean 48.75 s, median 48.75 s, P90 49.55 s, P95 49.65 s, P99 49.73 s, max 49.75 s
        Executions per GPU: 0: 3, 1: 3
        PASS: log.json: 4 executions, 0 violations
        """)
  }

  @Test func `a broken log fails, with each violation named`() throws {
    let report = AuditReport(
      try audit("\"end_time\": 38.5", "\"end_time\": 39.5"), name: "log\u{1B}.json")
    #expect(!report.isValid)
    let found = report.lines.joined(separator: "\n")
    #expect(
      found == """
        violation 1: end − start is 9.5 s but execution_time is 8.5 s: req_001/read on GPU [0] from 0.0 s (start 30.0 s) to 39.5 s
        violation 2: ready at 38.5 s, before its dependency had ended: req_001/paint on GPU [0, 1] from 40.5 s (start 43.75 s) to 47.75 s, dependency req_001/read on GPU [0] from 0.0 s (start 30.0 s) to 39.5 s
        Request latency (first ready to last end), 2 requests: mean 48.75 s, median 48.75 s, P90 49.55 s, P95 49.65 s, P99 49.73 s, max 49.75 s
        Executions per GPU: 0: 3, 1: 3
        FAIL: log␛.json: 4 executions, 2 violations
        """)
  }

  @Test func `the JSON report holds every violation`() throws {
    let audit = try audit("\"waiting_time\": ", "\"waiting_time\": -1, \"was\": ")
    let report = AuditReport(audit, name: "l.json")
    let found = try JSONDecoder().decode(Report.self, from: Data(report.json.utf8))
    #expect(found.file == "l.json" && !found.valid && found.executions == 4)
    #expect(found.violations.map(\.rule) == ["negative", "negative", "negative", "negative"])
    #expect(found.violations.map(\.message) == audit.violations.map(audit.log.describe))
    let valid = AuditReport(try self.audit(), name: "l.json")
    #expect(try JSONDecoder().decode(Report.self, from: Data(valid.json.utf8)).violations.isEmpty)
  }

  @Test func `twenty violations are named and the rest counted`() throws {
    var log = ExecutionLog()
    log.gpus = [0]
    for second in 0..<25 {
      log.executions.append(
        LoggedExecution(
          request: log.requests.number(of: "r"), workflow: log.workflows.number(of: "w"),
          node: log.nodes.number(of: "n\(second)"),
          model: log.models.number(of: "m"), gpus: 0..<1, readyTime: 0,
          startTime: Double(second), endTime: Double(second) + 1, executionTime: 1, switchTime: 0,
          waitingTime: -1, switchFrom: nil))
    }
    let report = AuditReport(Audit(log), name: "l.json")
    #expect(report.lines.count { $0.hasPrefix("violation ") } == 20)
    #expect(report.lines.contains("… and 5 more"))
    #expect(report.verdict == "FAIL: l.json: 25 executions, 25 violations")
  }
}

private struct Report: Decodable {
  struct Entry: Decodable {
    let rule: String
    let message: String
  }

  let file: String
  let valid: Bool
  let executions: Int
  let violations: [Entry]
}
