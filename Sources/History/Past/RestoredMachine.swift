import Engine

extension Machine {
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
    let latest = (0..<options.gpuCount).compactMap { gpu in
      history.gpus[gpu].last(amongExecutions: executions).map {
        history.trace.latestDispatch(
          Int(history.gpus[gpu].executions[$0]), to: gpu, in: history.scenario)
      }
    }
    self.init(
      restoring: latest, for: history.scenario, shape: options.shape, rules: options.rules, at: now)
  }
}
