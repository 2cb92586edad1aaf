import Engine

/// An input of a run.
enum LiveInput: Sendable {
  /// A request arrives.
  case arrival(RequestID, time: Double)
  /// The GPUs of an execution are prepared.
  case beginning(execution: Int, time: Double)
  /// An execution has ended; `answer` is nil if the node fell back.
  case completion(execution: Int, time: Double, answer: Answered<String>?)
  /// The run is to end early.
  case stop
}
