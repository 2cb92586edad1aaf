extension Cluster {
  /// The GPUs as they were, or will be, after the first dispatches of a history.
  ///
  /// - Parameters:
  ///   - history: what happened.
  ///   - executions: how many dispatches there have been.
  ///   - now: the time, in seconds; whoever has ended by then is free.
  /// - Complexity: O(GPUs · log trace).
  init(_ history: History, afterExecutions executions: Int, at now: Double) {
    self.init(scenario: history.scenario, options: history.options)
    let trace = history.trace
    let last = (0..<gpuCount).compactMap { gpu in
      history.gpus[gpu].last(amongExecutions: executions).map {
        Int(history.gpus[gpu].executions[$0])
      }
    }
    var previous = -1
    for index in last.sorted() where index != previous {
      previous = index
      let execution = trace.executions[index]
      release(until: trace.events[trace.dispatchEvent(of: index)].time)
      occupy(execution.gpus, with: history.model(of: execution), until: execution.end)
    }
    release(until: now)
  }
}
