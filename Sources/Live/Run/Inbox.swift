internal import Engine

/// What a run is told, one thing after the other.
enum LiveInput: Sendable {
  /// A request arrives.
  case arrival(RequestID, time: Double)
  /// The GPUs of an execution are prepared.
  case beginning(execution: Int, time: Double)
  /// An execution is over.
  case completion(execution: Int, time: Double, CallResult)
  /// Nothing more is to be begun.
  case stop
}

/// What came of a call.
enum CallResult: Sendable {
  case answer(String)
  case failure(CallFailure)
}
