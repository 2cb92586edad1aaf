import Engine

/// One call of a model: what a dispatched node comes to.
struct ModelCall: Sendable {
  /// What the server calls the model.
  var model: String
  /// What the model is asked.
  var prompt: String
  /// What else the node's configuration hands over.
  var configuration: [String: JSONValue] = [:]
  /// How long the call takes according to the request, in seconds; nil if that does not say.
  var expectedSeconds: Double?
  /// When it was decided to call.
  var dispatchedAt: MachineInstant?
}

/// A server that runs models.
protocol ModelServer: Sendable {
  /// The part that puts models on GPUs; nil for a server that does so by itself.
  var placing: GSwarmServer? { get }

  /// Throws unless the server is there and well.
  func checkHealth() async throws(CallFailure)

  /// How long the server expects a call to take on these GPUs, in seconds; nil if it never says.
  func estimate(_ call: ModelCall, on gpus: Range<Int>) async throws(CallFailure) -> Double?

  /// Calls a model, on the given instance if the server has such.
  ///
  /// - Returns: the answer: text, or where the picture is.
  func answer(_ call: ModelCall, by instance: String?) async throws(CallFailure)
    -> Answered<String>
}

/// How long to wait for a server and how often to ask again.
struct Patience: Sendable {
  /// For the answer to a call, in seconds.
  var call: Double
  /// Before each further attempt, in seconds.
  var pauses: [Double] = [0.5, 1.5]

  /// For an instance, in seconds: longer than anybody does, so that one that comes late is noticed.
  var instance: Double { 2 * call + 30 }
  /// For an answer that needs no model, in seconds.
  var question: Double { min(call, 10) }
  /// For an estimate, in seconds: without it a run goes on just as well.
  var estimate: Double { min(call, 5) }
}

extension ModelCall {
  /// What goes along with a call.
  var headers: [String: String] {
    var headers: [String: String] = [:]
    headers[CallHeader.expectedSeconds] = expectedSeconds.map { "\($0)" }
    headers[CallHeader.dispatchedAt] = dispatchedAt?.header
    return headers
  }
}
