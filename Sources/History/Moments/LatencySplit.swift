import Engine

extension Trace {
  /// The time from a request's arrival to the end of an execution, split along the path of nodes of
  /// which each made the next one ready.
  ///
  /// - Complexity: O(nodes on the way).
  func split(to execution: Int) -> TimeSplit {
    var split = TimeSplit()
    var next: Int? = execution
    while let index = next {
      let execution = executions[index]
      split.waiting += waitingTime(of: execution)
      split.switching += execution.switchTime
      split.computing += execution.executionTime
      switch events[readied[execution.readied].event].subject {
      case .arrival: next = nil
      case .completion(let previous): next = previous
      }
    }
    return split
  }
}

extension Moment {
  /// The latencies of all completed requests together, split along their critical paths.
  ///
  /// - Complexity: O(log requests).
  public var latencySplit: TimeSplit {
    let count = completedRequests.count
    return count == 0 ? TimeSplit() : history.latencySplits[count - 1]
  }
}
