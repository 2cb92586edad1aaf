/// An execution log as read from a file, by this program or another one.
public struct ExecutionLog: Sendable {
  /// The ids of requests.
  public var requests = NameTable()
  /// The ids of workflows.
  public var workflows = NameTable()
  /// The ids of nodes.
  public var nodes = NameTable()
  /// The ids of models.
  public var models = NameTable()
  /// The names of the origins of estimates.
  public var sources = NameTable()
  /// The GPUs of all executions, one list after the other.
  public var gpus: [Int32] = []
  /// The names of the origins of weights.
  public var loadSources = NameTable()
  /// The evicted models of all executions, one list after the other.
  public var evictions: [LoggedEviction] = []
  /// The executions in the order of the file.
  public var executions: [LoggedExecution] = []
  /// The statements of the log about the whole run.
  public var summary = LoggedSummary()

  /// Makes an empty log.
  public init() {}

  /// The GPUs of an execution.
  public func gpus(of execution: LoggedExecution) -> ArraySlice<Int32> { gpus[execution.gpus] }

  /// The latest end, in seconds; 0 without executions.
  var makespan: Double { executions.map(\.endTime).max() ?? 0 }

  /// The executions by start; on one GPU this is the order in which they were dispatched.
  ///
  /// At equal starts executions that take no time come first, then the file's order decides.
  ///
  /// - Complexity: O(n log n).
  package var executionsByStart: [Int] {
    executions.indices.sorted { a, b in
      let (first, second) = (executions[a], executions[b])
      return (first.startTime, first.endTime, a) < (second.startTime, second.endTime, b)
    }
  }
}
