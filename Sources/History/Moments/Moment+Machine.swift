public import Engine

extension Moment {
  /// The GPUs as the scheduler left them at the last event; those whose work has ended by now are free.
  ///
  /// - Complexity: O(GPUs · log trace).
  public var machine: Machine {
    Machine(
      history, afterExecutions: executionCount,
      options: history.options(ofEvent: max(0, eventCount - 1)), at: time)
  }
}
