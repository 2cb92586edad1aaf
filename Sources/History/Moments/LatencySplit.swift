import Engine

extension Trace {
  /// Where the time went on the way to the end of an execution from its request's arrival: through
  /// the nodes of which each made the next one ready.
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
  /// Where the latencies of all completed requests together went, along their critical paths.
  ///
  /// - Complexity: O(log requests).
  public var latencySplit: TimeSplit {
    let count = completedRequests.count
    return count == 0 ? TimeSplit() : history.latencySplits[count - 1]
  }
}
