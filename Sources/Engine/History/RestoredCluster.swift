extension Cluster {
  /// The GPUs as they were, or will be, after the first dispatches of a history.
  ///
  /// - Parameters:
  ///   - history: what happened.
  ///   - executions: how many dispatches there have been.
  ///   - options: what is in force.
  ///   - now: the time, in seconds; whoever has ended by then is free.
  /// - Complexity: O(GPUs · log trace).
  init(
    _ history: History, afterExecutions executions: Int, options: Options? = nil, at now: Double
  ) {
    let options = options ?? history.options
    let last = (0..<options.gpuCount).compactMap { gpu in
      history.gpus[gpu].last(amongExecutions: executions).map {
        Int(history.gpus[gpu].executions[$0])
      }
    }
    self.init(history.scenario, options, history.trace, latest: last, at: now)
  }

  /// The GPUs after the latest dispatches to each of them, places in `Trace.executions`.
  ///
  /// - Complexity: O(GPUs · log trace).
  init(
    _ scenario: Scenario, _ options: Options, _ trace: Trace, latest: [Int], at now: Double
  ) {
    self.init(of: scenario, gpuCount: options.gpuCount, rules: options.rules)
    var previous = -1
    for index in latest.sorted() where index != previous {
      previous = index
      let execution = trace.executions[index]
      release(until: trace.events[trace.dispatchEvent(of: index)].time)
      occupy(
        execution.gpus, with: scenario.model(of: trace.node(of: execution)), until: execution.end)
    }
    for gpu in options.absentGPUs { withdraw(gpu) }
    release(until: now)
  }
}
