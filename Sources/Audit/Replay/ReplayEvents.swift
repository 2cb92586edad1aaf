import Engine

/// The arrivals and completions of a log in the order of time.
struct ReplayEvents {
  /// The arrival of a request or the end of an execution of the log.
  enum Cause {
    case arrival(RequestID)
    case end(execution: Int)
  }

  private struct TimedCause {
    let time: Double
    let cause: Cause
    /// At equal times arrivals come first, then ends in the order of the starts.
    let rank: Int
  }

  private let list: [TimedCause]

  /// - Complexity: O(n log n) in the executions and requests.
  init(_ log: ExecutionLog, _ times: LogTimes, _ steps: ReplaySteps, _ run: ReplayedRun) {
    var firstTimes = [Double](repeating: .infinity, count: run.scenario.requests.count)
    var list: [TimedCause] = []
    for (rank, index) in steps.order.enumerated() {
      let step = steps.steps[index]
      let request = step.node.request.index
      firstTimes[request] = min(firstTimes[request], times.ready[index], step.end)
      list.append(TimedCause(time: step.end, cause: .end(execution: index), rank: rank))
    }
    let scheduled = run.scenario.arrivalTimes(mode: run.options.mode, rules: run.options.rules)
    for request in run.scenario.requests.indices {
      var time = firstTimes[request.index]
      if time == .infinity {
        time = scheduled[request.index] / (log.summary.timeScale ?? 1)
        // An interrupted run did not live to see it.
        if log.summary.isInterrupted ?? false, time > log.makespan { continue }
      }
      list.append(
        TimedCause(
          time: time, cause: .arrival(request),
          rank: request.index - run.scenario.requests.count))
    }
    self.list = list.sorted { ($0.time, $0.rank) < ($1.time, $1.rank) }
  }

  /// The number of events.
  var count: Int { list.count }

  /// The time of an event, in seconds.
  func time(_ event: Int) -> Double { list[event].time }

  /// The arrival or the end that an event is.
  func cause(_ event: Int) -> Cause { list[event].cause }

  /// Returns the first event at a time; if there is none, the last one before it.
  ///
  /// - Complexity: O(log events).
  func event(at time: Double) -> Int {
    let slack = Audit.slack(at: time)
    let next = list.partitionPoint { $0.time >= time - slack }
    if next < list.count, list[next].time <= time + slack { return next }
    return max(next - 1, 0)
  }
}
