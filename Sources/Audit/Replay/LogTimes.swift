import Engine

/// The times of a log's executions, with those that the log lacks filled in.
package struct LogTimes {
  /// For each execution the time at which its node became ready, in seconds.
  package private(set) var ready: [Double]
  /// For each execution the one of the same request that it waited for, if any.
  package private(set) var predecessors: [Int?]

  /// A node is taken to have waited for the execution of its request that ended last before it was
  /// ready, or, where the log does not state that, before its GPUs were taken.
  ///
  /// - Complexity: O(n log n) in the executions.
  package init(_ log: ExecutionLog) {
    ready = log.executions.map { $0.readyTime ?? $0.occupiedFrom }
    predecessors = [Int?](repeating: nil, count: log.executions.count)
    var ranks = [Int](repeating: 0, count: log.executions.count)
    var ofRequest = [[Int]](repeating: [], count: log.requests.names.count)
    for (rank, index) in log.executionsByStart.enumerated() {
      ranks[index] = rank
      ofRequest[log.executions[index].request].append(index)
    }
    for own in ofRequest {
      let byEnd = own.sorted {
        (log.executions[$0].endTime, ranks[$0]) < (log.executions[$1].endTime, ranks[$1])
      }
      for index in own {
        predecessors[index] = Self.predecessor(of: index, byEnd, ready[index], ranks, log)
      }
    }
    fillIn(log)
  }

  private static func predecessor(
    of index: Int, _ byEnd: [Int], _ ready: Double, _ ranks: [Int], _ log: ExecutionLog
  ) -> Int? {
    let slack = Audit.slack(at: ready)
    func position(by time: Double) -> Int {
      byEnd.partitionPoint { log.executions[$0].endTime > time }
    }
    // Executions that take no time may end with this one, and still come after it.
    let last = position(by: ready + slack)
    for position in stride(from: last - 1, through: max(0, last - 16), by: -1)
    where ranks[byEnd[position]] < ranks[index] {
      return byEnd[position]
    }
    let before = position(by: ready - slack)
    return before > 0 && ranks[byEnd[before - 1]] < ranks[index] ? byEnd[before - 1] : nil
  }

  /// Sets the times that the log does not state: when the predecessor ended, else at the arrival.
  private mutating func fillIn(_ log: ExecutionLog) {
    var arrivals = [Double](repeating: .infinity, count: log.requests.names.count)
    if log.summary.mode != .online, log.executions.allSatisfy({ $0.occupiedFrom >= 0 }) {
      arrivals = arrivals.map { _ in 0 }
    } else {
      for (index, execution) in log.executions.enumerated() {
        arrivals[execution.request] = min(arrivals[execution.request], ready[index])
      }
    }
    for (index, execution) in log.executions.enumerated() where execution.readyTime == nil {
      ready[index] =
        predecessors[index].map { log.executions[$0].endTime } ?? arrivals[execution.request]
    }
  }
}
