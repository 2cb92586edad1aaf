import Engine

extension Machine {
  /// The GPUs as they were, or will be, after the first dispatches of a history.
  ///
  /// - Parameters:
  ///   - history: the run.
  ///   - executions: the number of dispatches so far.
  ///   - options: the options in force.
  ///   - now: the time, in seconds; a GPU whose dispatch has ended by then is free.
  /// - Complexity: O(GPUs · log trace).
  init(
    _ history: History, afterExecutions executions: Int, options: Options, at now: Double
  ) {
    let latest = (0..<options.gpuCount).compactMap { gpu in
      history.gpus[gpu].lastExecution(among: executions).map {
        history.trace.latestDispatch($0, to: gpu, in: history.scenario)
      }
    }
    self.init(
      restoring: latest,
      memory: history.residents?.state(
        afterExecutions: executions, gpuCount: options.gpuCount, in: history),
      for: history.scenario, shape: options.shape, rules: options.rules,
      eviction: options.policy.rule.eviction, at: now)
  }
}
