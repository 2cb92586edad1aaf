import Engine

/// The call of a model that carries out a dispatched node.
struct ModelCall: Sendable {
  /// The served name of the model.
  var model: String
  /// The prompt.
  var prompt: String
  /// The entries of the node's configuration.
  var configuration: [String: JSONValue] = [:]
  /// The mean length of the model's answers, in tokens; nil if it is unknown.
  var tokenMean: Double?
  /// The execution time in the request, in seconds; nil if the request has none.
  var expectedSeconds: Double?
  /// The instant of the dispatch.
  var dispatchedAt: MachineInstant?
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

/// The answer of a model.
struct ModelAnswer: Hashable, Sendable {
  /// The text, or the path of the image.
  var text: String
  /// The length of the text as the server counted it, in tokens; nil if it did not say.
  var tokens: Int?
}

/// A server that runs models.
protocol ModelServer: Sendable {
  /// The interface that places models on GPUs; nil for a server that places them by itself.
  var placing: GSwarmServer? { get }

  /// Checks that the server answers within a time, in seconds, and is healthy.
  func checkHealth(timeout: Double) async throws(CallFailure)

  /// Calls a model, on an instance if the server has instances.
  func answer(_ call: ModelCall, by instance: String?) async throws(CallFailure)
    -> Answered<ModelAnswer>
}

/// The time-outs of requests to a server, and the pauses between attempts.
struct Patience: Sendable {
  /// The time-out of a call, in seconds.
  var call: Double
  /// The time-out of a download, or of replacing one model by another, in seconds.
  var setUp: Double
  /// The pauses before further attempts, in seconds.
  var pauses: [Double] = [0.5, 1.5]
  /// The longest wait for a sign of health, in seconds: a server that works on one request at a time
  /// is silent while it works on somebody else's.
  var health = 60.0
  /// The time after which the user is told of that wait, in seconds.
  var quiet = 3.0

  /// The time-out of serving, in seconds; longer than that of the dispatch that waits for it, so that
  /// a late instance is noticed and removed.
  var instance: Double { 2 * setUp + 30 }
}
