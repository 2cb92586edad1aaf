/// A reason for which a log cannot be shown; executions are indices in `ExecutionLog.executions`.
public enum ReplayFailure: Error, Hashable {
  /// The inputs have no such node.
  case unknown(execution: Int)
  /// The GPUs of an execution are not consecutive.
  case scatteredGPUs(execution: Int)
  /// At its end an execution cannot have begun: its node was not ready, or its GPUs were not free.
  case impossible(execution: Int)
}
