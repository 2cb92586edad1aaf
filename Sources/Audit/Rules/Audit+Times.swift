import Engine

extension Audit {
  /// Checks the times of each execution against one another.
  mutating func checkTimes() {
    for index in log.executions.indices {
      if let negative = negativeTime(of: index) {
        violations.append(negative)
      } else {
        checkDuration(of: index)
        checkWaiting(of: index)
      }
    }
  }

  /// The first time of an execution that is negative and must not be.
  private func negativeTime(of index: Int) -> Violation? {
    let execution = log.executions[index]
    var times = [
      ("execution_time", execution.executionTime), ("switch_time", execution.switchTime),
      ("estimated_time", execution.estimatedTime),
    ]
    // Programs that do not state when a node was ready count its wait from elsewhere.
    if execution.readyTime != nil { times.append(("waiting_time", execution.waitingTime)) }
    if !mayBeginBeforeZero {
      times += [
        ("ready_time", execution.readyTime), ("start_time", execution.startTime),
        ("end_time", execution.endTime), ("start_time − switch_time", execution.occupiedFrom),
      ]
    }
    for case (let field, let value?) in times where value < -Self.tolerance {
      return .negative(execution: index, field: field, value: value)
    }
    return nil
  }

  /// Whether requests may arrive before 0: the original counts from the first request of the file,
  /// which need not be the earliest.
  private var mayBeginBeforeZero: Bool {
    log.summary.mode == .online && log.summary.rules != .standard
  }

  private mutating func checkDuration(of index: Int) {
    let execution = log.executions[index]
    let slack = Self.slack(at: execution.endTime)
    if let stated = execution.executionTime {
      if abs(execution.span - stated) > slack { violations.append(.duration(execution: index)) }
    } else if execution.span < -slack {
      violations.append(.endsBeforeStart(execution: index))
    }
  }

  private mutating func checkWaiting(of index: Int) {
    let execution = log.executions[index]
    guard let ready = execution.readyTime else { return }
    let wait = execution.occupiedFrom - ready
    let slack = Self.slack(at: execution.startTime)
    if wait < -slack {
      violations.append(.dispatchedBeforeReady(execution: index))
    } else if let stated = execution.waitingTime, abs(stated - max(0, wait)) > slack {
      violations.append(.waitingTime(execution: index, expected: max(0, wait)))
    }
  }
}
