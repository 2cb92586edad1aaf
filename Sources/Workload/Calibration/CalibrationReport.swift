public import Calibration
internal import Documents
public import Engine
internal import Foundation

/// The lines that tell what was measured and fitted.
public struct CalibrationReport: Sendable {
  private let measurements: Measurements
  private let conditions: [RunConditions]
  private let calibration: Calibration
  private let scenario: Scenario

  /// Prepares the report of a calibration.
  public init(
    _ calibration: Calibration, of scenario: Scenario, measurements: Measurements,
    conditions: [RunConditions]
  ) {
    self.calibration = calibration
    self.scenario = scenario
    self.measurements = measurements
    self.conditions = conditions
  }

  /// The conditions under which the times hold, one line each.
  public var conditionLines: [String] {
    let gpus = Set(conditions.map(\.gpuCount)).sorted()
    let shares = conditions.map { Int(($0.concurrency * 100).rounded()) }
    let share = Set([shares.min() ?? 0, shares.max() ?? 0]).sorted()
      .map(String.init).joined(separator: " to ")
    return [
      "Measured in \(counted(conditions.count, "run")) on "
        + "\(gpus.map(String.init).joined(separator: ", ")) "
        + "\(gpus == [1] ? "GPU" : "GPUs"): \(counted(measurements.calls.count, "call")), "
        + "\(counted(measurements.switches.count { $0.evicted == nil }, "load")), "
        + counted(measurements.switches.count { $0.evicted != nil }, "switch", "switches"),
      "Two calls or more were under way for \(share) % of the time in which there was one; "
        + "times do not carry over to another number of GPUs or another such share",
    ]
  }

  /// The whole report.
  public var lines: [String] {
    conditionLines + [""] + table + keptLines + skippedLines
  }

  // MARK: - What was fitted

  private var table: [String] {
    let fields = FittedField.all(of: calibration, scenario)
    guard !fields.isEmpty else { return ["Nothing could be fitted"] }
    let rows =
      [["", "field", "fitted", "before", "95 % interval", "from"]]
      + fields.map { field in
        [
          field.model.map(visible) ?? "hardware", field.key,
          "\(field.text(field.fit.value)) \(field.unit)",
          field.previous.map { field.text($0) } ?? "–", field.interval ?? "–", field.count,
        ]
      }
    return Self.aligned(rows)
  }

  /// Joins the columns of rows, each as wide as its widest text.
  static func aligned(_ rows: [[String]]) -> [String] {
    let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0
    }
    return rows.map { row in
      let line = zip(row, widths).map { text, width in
        text + String(repeating: " ", count: width - text.count)
      }.joined(separator: "  ")
      return "  " + line.replacing(/\ +$/, with: "")
    }
  }

  // MARK: - What stays

  private var keptLines: [String] {
    let few = Calibration.fewestCalls
    var lines: [String] = []
    for fit in calibration.models {
      let id = visible(scenario[fit.model].id)
      var kept: [String] = []
      if fit.timeMean == nil, fit.tokenRate == nil {
        kept.append("times (\(counted(fit.callCount, "call")), at least \(few) are needed)")
      }
      if fit.loadTime == nil { kept.append("load time (never loaded onto an empty GPU)") }
      if !kept.isEmpty { lines.append("  \(id): \(kept.joined(separator: ", "))") }
    }
    if calibration.switchOverhead == nil {
      lines.append("  hardware: bandwidth and overhead (no switch from one model to another)")
    } else if calibration.bandwidth == nil {
      lines.append("  hardware: bandwidth (it cannot be told apart from the overhead)")
    }
    return lines.isEmpty ? [] : ["", "Left as before:"] + lines
  }

  private var skippedLines: [String] {
    var reasons: [String] = []
    if measurements.fallbackCount > 0 {
      reasons.append(
        counted(measurements.fallbackCount, "call") + " that the server did not answer")
    }
    if measurements.unknownCount > 0 {
      reasons.append(
        counted(measurements.unknownCount, "execution")
          + " of models that the configuration lacks")
    }
    if measurements.ambiguousCount > 0 {
      reasons.append(
        counted(measurements.ambiguousCount, "switch", "switches")
          + " on GPUs some of which were empty, or after a failure")
    }
    return reasons.isEmpty ? [] : ["", "Left out: " + reasons.joined(separator: ", ")]
  }

  // MARK: - Errors on measurements that were held out

  /// The errors of a calibration on measurements that it was not fitted to.
  public static func holdoutLines(
    _ calibration: Calibration, on rest: Measurements, of scenario: Scenario, share: Double
  ) -> [String] {
    var rows = [["", "", "measured", "predicted", "error", "distance of one"]]
    func append(_ what: String, _ kind: String, _ error: PredictionError?) {
      guard let error else { return }
      let relative = (error.predictedMean / error.measuredMean - 1) * 100
      rows.append([
        what, counted(error.count, kind, kind == "switch" ? "switches" : nil),
        fixed(error.measuredMean, 3) + " s", fixed(error.predictedMean, 3) + " s",
        error.measuredMean > 0 ? String(format: "%+.1f %%", relative) : "–",
        fixed(error.meanDistance, 3) + " s",
      ])
    }
    for fit in calibration.models {
      append(
        visible(scenario[fit.model].id), "call", calibration.callError(of: fit.model, in: rest))
    }
    append("hardware", "load", calibration.loadError(in: rest))
    append("hardware", "switch", calibration.switchError(in: rest, of: scenario))
    let percent = String(format: "%g", share * 100)
    return ["", "Fitted to \(percent) % of the measurements, the rest is predicted:"]
      + (rows.count > 1 ? aligned(rows) : ["  nothing to compare"])
  }
}
