import Engine

/// What a run is told, one thing after the other.
enum LiveInput: Sendable {
  /// A request arrives.
  case arrival(RequestID, time: Double)
  /// The GPUs of an execution are prepared.
  case beginning(execution: Int, time: Double)
  /// An execution is over; the model's answer, none if the node fell back.
  case completion(execution: Int, time: Double, answer: Answered<String>?)
  /// Nothing more is to be begun.
  case stop
}
