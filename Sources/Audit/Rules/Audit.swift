import Engine

/// The rules behind `check`: what must hold of any log of a schedule.
public struct Audit: Sendable {
  /// How far times may be off, in seconds.
  static let tolerance = 1e-6

  /// What is audited.
  public let log: ExecutionLog
  /// What was found, in the order of the rules.
  public internal(set) var violations: [Violation] = []

  /// Checks a log by itself: overlaps, durations, waits, the summary.
  ///
  /// - Complexity: O(n log n) in the executions.
  public init(_ log: ExecutionLog) {
    self.log = log
    checkTimes()
    checkOverlaps()
    checkGPUs()
    checkSummary()
  }

  private mutating func checkTimes() {
    for (index, execution) in log.executions.enumerated() {
      for (field, value) in [
        ("execution_time", execution.executionTime), ("switch_time", execution.switchTime),
        ("waiting_time", execution.waitingTime),
      ] where value < -Self.tolerance {
        violations.append(.negative(execution: index, field: field, value: value))
      }
      let wait = execution.occupiedFrom - execution.readyTime
      if wait < -Self.slack(at: execution.startTime) {
        violations.append(.dispatchedBeforeReady(execution: index))
      }
      let duration = execution.endTime - execution.startTime
      if abs(duration - execution.executionTime) > Self.slack(at: execution.endTime) {
        violations.append(.duration(execution: index))
      }
    }
  }

  /// Walks the executions by start and remembers for each GPU the one that ends last.
  private mutating func checkOverlaps() {
    let gpuCount = Int((log.gpus.max() ?? -1)) + 1
    var latest = [Int?](repeating: nil, count: gpuCount)
    for index in log.executionsByStart {
      let execution = log.executions[index]
      for gpu in log.gpus(of: execution).map(Int.init) {
        guard let previous = latest[gpu] else {
          latest[gpu] = index
          continue
        }
        let end = log.executions[previous].endTime
        if execution.occupiedFrom < end - Self.slack(at: max(end, execution.startTime)) {
          violations.append(.overlap(gpu: gpu, first: previous, second: index))
        }
        if execution.endTime >= end { latest[gpu] = index }
      }
    }
  }

  private mutating func checkGPUs() {
    guard let known = log.summary.gpus.map(Set.init) else { return }
    for (index, execution) in log.executions.enumerated() {
      for gpu in log.gpus(of: execution) where !known.contains(Int(gpu)) {
        violations.append(.unknownGPU(execution: index, gpu: Int(gpu)))
      }
    }
  }

  private mutating func checkSummary() {
    let summary = log.summary
    compare("total_nodes_executed", summary.totalNodesExecuted, log.executions.count)
    compare("makespan", summary.makespan, log.executions.map(\.endTime).max() ?? 0)
    if let total = summary.totalRequests, let completed = summary.completedRequests,
      completed > total
    {
      compare("completed_requests", completed, total)
    }
    if let total = summary.totalRequests, log.requests.names.count > total {
      compare("total_requests", total, log.requests.names.count)
    }
    guard log.executions.allSatisfy({ $0.switchFrom != nil }) else { return }
    let switches = log.executions.filter { ($0.switchFrom ?? nil) != nil }
    compare("total_model_switches", summary.totalModelSwitches, switches.count)
    compare(
      "total_switch_time", summary.totalSwitchTime, switches.map(\.switchTime).reduce(0, +))
  }

  /// Notes a field of the summary that is not what the executions give.
  mutating func compare(_ field: String, _ stated: Int?, _ found: Int) {
    compare(field, stated.map(Double.init), Double(found))
  }

  private mutating func compare(_ field: String, _ stated: Double?, _ found: Double) {
    guard let stated, abs(stated - found) > max(Self.slack(at: found), abs(found) * 1e-9) else {
      return
    }
    violations.append(.summary(field: field, stated: stated, found: found))
  }

  /// The tolerance for times of the size of `time`, at which doubles may be coarser than it.
  static func slack(at time: Double) -> Double { max(tolerance, 8 * time.magnitude.ulp) }
}
