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
  /// For each execution the event of its end.
  private var endEvents: [Int32]

  /// - Complexity: O(n log n) in the executions and requests.
  init(
    _ log: ExecutionLog, _ times: LogTimes, _ steps: ReplaySteps, in scenario: Scenario,
    under options: Options
  ) {
    var firstTimes = [Double](repeating: .infinity, count: scenario.requests.count)
    var list: [TimedCause] = []
    for (rank, index) in steps.order.enumerated() {
      let step = steps.steps[index]
      let request = step.node.request.index
      firstTimes[request] = min(firstTimes[request], times.ready[index], step.end)
      list.append(TimedCause(time: step.end, cause: .end(execution: index), rank: rank))
    }
    let scheduled = scenario.arrivalTimes(mode: options.mode, rules: options.rules)
    for request in scenario.requests.indices {
      var time = firstTimes[request.index]
      if time == .infinity {
        time = scheduled[request.index] / (log.summary.timeScale ?? 1)
        // An interrupted run did not live to see it.
        if log.summary.isInterrupted ?? false, time > log.makespan { continue }
      }
      list.append(
        TimedCause(
          time: time, cause: .arrival(request),
          rank: request.index - scenario.requests.count))
    }
    list.sort { ($0.time, $0.rank) < ($1.time, $1.rank) }
    endEvents = [Int32](repeating: 0, count: log.executions.count)
    for (event, timed) in list.enumerated() {
      if case .end(let execution) = timed.cause { endEvents[execution] = Int32(event) }
    }
    self.list = list
  }

  /// The number of events.
  var count: Int { list.count }

  /// The time of an event, in seconds.
  func time(_ event: Int) -> Double { list[event].time }

  /// The arrival or the end that an event is.
  func cause(_ event: Int) -> Cause { list[event].cause }

  /// Returns the event in which an execution is dispatched: the first one at a time, or, if there is
  /// none, the last one before it; always before the execution's own end.
  ///
  /// - Complexity: O(log events).
  func dispatchEvent(of execution: Int, at time: Double) -> Int {
    let slack = Audit.slack(at: time)
    var event = list.partitionPoint { $0.time >= time - slack }
    if event == list.count || list[event].time > time + slack { event -= 1 }
    return max(0, min(event, Int(endEvents[execution]) - 1))
  }
}
