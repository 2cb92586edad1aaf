public import Audit
internal import Documents
import Engine

/// The findings of `check`, as text and as JSON.
public struct AuditReport {
  private let audit: Audit
  private let name: String

  /// The number of violations that the text names.
  private static let namedViolations = 20

  /// Prepares the report on a log; `name` is its file, for people.
  public init(_ audit: Audit, name: String) {
    self.audit = audit
    self.name = visible(name)
  }

  /// Whether the log breaks no rule.
  public var isValid: Bool { audit.violations.isEmpty }

  /// The outcome in one line.
  public var verdict: String {
    let count = audit.violations.count
    return "\(isValid ? "PASS" : "FAIL"): \(name): \(audit.log.executions.count) executions, "
      + "\(count) \(count == 1 ? "violation" : "violations")"
  }

  /// The first violations, the latencies, the executions per GPU, and the outcome.
  public var lines: [String] {
    var lines = audit.violations.prefix(Self.namedViolations).enumerated().map {
      "violation \($0 + 1): \(visible(audit.log.describe($1)))"
    }
    let more = audit.violations.count - Self.namedViolations
    if more > 0 { lines.append("… and \(more) more") }
    if let latency = audit.log.latency {
      lines.append(
        "Request latency (first ready to last end), \(latency.count) requests: "
          + "mean \(fixed(latency.mean)) s, median \(fixed(latency.median)) s, "
          + "P90 \(fixed(latency.p90)) s, P95 \(fixed(latency.p95)) s, "
          + "P99 \(fixed(latency.p99)) s, max \(fixed(latency.max)) s")
    }
    let counts = audit.log.executionsPerGPU
    if !counts.isEmpty {
      let list = counts.map { "\($0.gpu): \($0.count)" }.joined(separator: ", ")
      lines.append("Executions per GPU: \(list)")
    }
    return lines + [verdict]
  }

  /// All violations as a JSON document.
  public var json: String {
    var text = ByteBuffer()
    text.append("{\"file\": ")
    text.appendJSON(name)
    text.append(", \"valid\": \(isValid), \"executions\": \(audit.log.executions.count),\n")
    text.append("\"violations\": [")
    for (index, violation) in audit.violations.enumerated() {
      text.append(index == 0 ? "\n" : ",\n")
      text.append("{\"rule\": ")
      text.appendJSON(violation.rule)
      text.append(", \"message\": ")
      text.appendJSON(visible(audit.log.describe(violation)))
      text.append("}")
    }
    text.append("\n]}\n")
    return String(decoding: text.bytes, as: UTF8.self)
  }
}
