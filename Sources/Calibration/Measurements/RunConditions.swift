public import Audit

/// The conditions of a measured run, under which its times hold.
public struct RunConditions: Hashable, Sendable {
  /// The number of GPUs, those that the log names or uses.
  public var gpuCount: Int
  /// The share of the time with a call under way in which there were at least two, from 0 to 1.
  public var concurrency: Double
  /// Whether times were measured: by a live run, or by a program that does not say.
  public var isMeasured: Bool

  /// Reads the conditions of a log.
  ///
  /// - Complexity: O(n log n) for n executions.
  public init(_ log: ExecutionLog) {
    gpuCount = log.summary.gpus?.count ?? Set(log.gpus).count
    isMeasured = log.summary.simulate != false
    concurrency = Self.concurrency(of: log)
  }

  private static func concurrency(of log: ExecutionLog) -> Double {
    let ends = log.executions.flatMap { [($0.startTime, 1), ($0.endTime, -1)] }
      .sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    var (running, last, some, several) = (0, 0.0, 0.0, 0.0)
    for (time, change) in ends {
      if running >= 1 { some += time - last }
      if running >= 2 { several += time - last }
      (running, last) = (running + change, time)
    }
    return some > 0 ? several / some : 0
  }
}
