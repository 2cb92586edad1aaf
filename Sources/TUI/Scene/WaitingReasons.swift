import Engine
import History

/// The reasons why nodes wait at a moment, as the queue shows them.
struct WaitingReasons {
  private let longestRow: Int
  private let longestFreeRun: Int
  private let isBaseline: Bool
  /// The time at which the next GPU becomes free, in seconds; infinite if none is busy.
  private let nextFree: Double

  /// - Complexity: O(GPUs · log trace).
  init(_ moment: Moment) {
    let options = moment.options
    var (longest, run) = (0, 0)
    var nextFree = Double.infinity
    for gpu in 0..<options.gpuCount {
      // A removed GPU takes no nodes, and parts the row.
      guard !options.absentGPUs.contains(gpu) else {
        run = 0
        continue
      }
      run = moment.isFree(gpu) ? run + 1 : 0
      longest = max(longest, run)
      switch moment.activity(of: gpu) {
      case .switching(let execution), .computing(let execution):
        let end = moment.history.trace.executions[execution].end
        if end > moment.time { nextFree = min(nextFree, end) }
      case .idle: break
      }
    }
    longestRow = options.longestRow.count
    longestFreeRun = longest
    isBaseline = options.policy == .baseline
    self.nextFree = nextFree
  }

  func reason(for model: Model) -> (long: String, short: String) {
    let needed = model.gpusRequired
    if needed > longestRow {
      return ("needs \(needed) GPUs in a row, longest row is \(longestRow)", "stranded")
    }
    guard longestFreeRun < needed else {
      return isBaseline
        ? ("next in line", "next") : ("held back by the policy; Enter says why", "held")
    }
    if needed == 1 { return ("no GPU free before \(Format.clock(nextFree))", "no GPU") }
    let found = longestFreeRun == 0 ? "none is free" : "longest free run is \(longestFreeRun)"
    return ("needs \(needed) GPUs in a row, \(found)", "\(longestFreeRun)/\(needed) free")
  }
}
