import Engine

/// The call of a model that carries out a dispatched node.
struct ModelCall: Sendable {
  /// The served name of the model.
  var model: String
  /// The prompt.
  var prompt: String
  /// The other entries of the node's configuration.
  var configuration: [String: JSONValue] = [:]
  /// The execution time in the request, in seconds; nil if the request has none.
  var expectedSeconds: Double?
  /// The instant of the dispatch.
  var dispatchedAt: MachineInstant?
}

/// A server that runs models.
protocol ModelServer: Sendable {
  /// The interface that places models on GPUs; nil for a server that places them by itself.
  var placing: GSwarmServer? { get }

  /// Checks that the server answers and is healthy.
  func checkHealth() async throws(CallFailure)

  /// Returns the server's estimate of a call on `gpus`, in seconds; nil if it gives none.
  func estimate(_ call: ModelCall, on gpus: Range<Int>) async throws(CallFailure) -> Double?

  /// Calls a model, on an instance if the server has instances.
  ///
  /// - Returns: the text of the answer, or the path of the image.
  func answer(_ call: ModelCall, by instance: String?) async throws(CallFailure)
    -> Answered<String>
}

/// The time-outs of requests to a server, and the pauses between attempts.
struct Patience: Sendable {
  /// The time-out of a call, in seconds.
  var call: Double
  /// The pauses before further attempts, in seconds.
  var pauses: [Double] = [0.5, 1.5]

  /// The time-out of serving, in seconds; long, so that a late instance is noticed and deleted.
  var instance: Double { 2 * call + 30 }
  /// The time-out of an answer that needs no model, in seconds.
  var question: Double { min(call, 10) }
  /// The time-out of an estimate, in seconds; short, since a run does not depend on estimates.
  var estimate: Double { min(call, 5) }
}

extension ModelCall {
  /// The headers of the call for the emulator.
  var headers: [String: String] {
    var headers: [String: String] = [:]
    headers[CallHeader.expectedSeconds] = expectedSeconds.map { "\($0)" }
    headers[CallHeader.dispatchedAt] = dispatchedAt?.header
    return headers
  }
}
