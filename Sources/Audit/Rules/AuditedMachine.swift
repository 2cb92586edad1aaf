import Engine

/// A machine on which memory, kinds of GPUs or steps without GPUs play a part, as a log is held to it.
struct AuditedMachine {
  let rules: MemoryRules
  /// The residents after the executions that were looked at.
  var state: MemoryState
  /// The times of events, ascending; a dispatch is at one of them, up to rounding.
  private let times: [Double]

  /// Describes the machine of the inputs before the first execution; nil if it is a plain one.
  init?(_ log: ExecutionLog, in scenario: Scenario) {
    guard !scenario.hasPlainMachine else { return nil }
    let listed = log.summary.gpus?.max() ?? 0
    let largestGroup = scenario.models.map(\.gpusRequired).max() ?? 1
    // As many as a log with wrong numbers can name.
    let gpuCount = max(listed, Int(log.gpus.max() ?? 0)) + largestGroup + 1
    let policy = log.summary.policy.flatMap { try? Policy($0) }
    rules = MemoryRules(
      scenario, MachineShape(gpuCount: gpuCount), eviction: policy?.rule.eviction)
    state = MemoryState(startOf: scenario, gpuCount: listed + 1)
    state.gpus += Array(repeating: GPUResidents(), count: gpuCount - state.gpus.count)
    times = log.executions.flatMap { [$0.readyTime ?? $0.startTime, $0.endTime] }.sorted()
  }

  /// Returns the time of the event at which GPUs were taken, for a time with a rounding error of at most
  /// `slack`, in seconds.
  func eventTime(near time: Double, within slack: Double) -> Double {
    let place = times.partitionPoint { $0 >= time }
    let near = [place - 1, place].filter(times.indices.contains).map { times[$0] }
      .min { abs($0 - time) < abs($1 - time) }
    guard let near, abs(near - time) <= slack else { return time }
    return near
  }
}
