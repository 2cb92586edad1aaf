import Engine

/// An input of a run.
enum LiveInput: Sendable {
  /// A request arrives.
  case arrival(RequestID, time: Double)
  /// The GPUs of an execution are prepared; once more if the server has lost the model.
  case beginning(execution: Int, time: Double)
  /// An execution has ended; `answer` is nil if the node fell back.
  case completion(execution: Int, time: Double, answer: Answered<ModelAnswer>?)
  /// The run is to end early.
  case stop
}
