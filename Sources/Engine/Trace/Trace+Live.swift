extension Trace {
  /// The time of completion of each execution, in seconds; nil if it is not completed.
  ///
  /// - Complexity: O(trace).
  public var completionTimes: [Double?] {
    var times = [Double?](repeating: nil, count: executions.count)
    for event in events {
      if case .completion(let execution) = event.subject { times[execution] = event.time }
    }
    return times
  }

  /// Returns the trace as of `time`: executions under way last at least until then.
  ///
  /// The expected end of an execution under way is `time` or later, and so is the expected start of an
  /// execution whose GPUs are still being prepared.
  ///
  /// - Parameters:
  ///   - time: The present time, in seconds.
  ///   - preparing: The executions whose GPUs are still being prepared.
  /// - Returns: A trace of the same length.
  /// - Complexity: O(trace).
  public func lasting(until time: Double, preparing: Set<Int> = []) -> Trace {
    var trace = self
    for (execution, completion) in completionTimes.enumerated() where completion == nil {
      if preparing.contains(execution), executions[execution].start < time {
        let expected = executions[execution].executionTime
        trace.begin(execution, at: time)
        trace.end(execution, at: time + expected)
      }
      if trace.executions[execution].end < time { trace.end(execution, at: time) }
    }
    return trace
  }

  /// Returns the trace of a machine on which nothing is known of switches.
  ///
  /// - Complexity: O(trace).
  public func withoutSwitches() -> Trace {
    var result = Trace()
    for (index, event) in events.enumerated() {
      for entry in readied(of: index) { result.appendReadied(readied[entry].node) }
      for execution in executions[executions(of: index)] {
        result.append(
          Execution(
            readied: Int32(execution.readied), gpus: execution.gpus, start: execution.start,
            switchTime: execution.switchTime, replaced: .nothing,
            executionTime: execution.executionTime),
          hasPreparations ? GPUPreparation(seconds: execution.switchTime, source: .none) : nil)
      }
      result.endEvent(event.subject, at: event.time)
    }
    return result
  }

  /// Returns the trace without the executions that never ended, as if they had not been dispatched.
  ///
  /// That is the record of an interrupted run.
  ///
  /// - Complexity: O(trace).
  public func withoutUnfinished() -> Trace {
    let completions = completionTimes
    guard completions.contains(nil) else { return self }
    var result = Trace()
    var places = [Int](repeating: 0, count: executions.count)
    for (index, event) in events.enumerated() {
      for entry in readied(of: index) { result.appendReadied(readied[entry].node) }
      for execution in executions(of: index) where completions[execution] != nil {
        places[execution] = result.executions.count
        result.append(executions[execution], preparation(of: execution))
      }
      switch event.subject {
      case .arrival: result.endEvent(event.subject, at: event.time)
      case .completion(let execution):
        result.endEvent(.completion(places[execution]), at: event.time)
      }
    }
    return result
  }
}
