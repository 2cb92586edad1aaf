import Documents

/// A request to the emulator.
struct EmulatorRequest: Sendable {
  var method: String
  /// The components of the path, unescaped.
  var path: [String]
  /// The body if it is JSON.
  var body: Node?
  /// The caller's duration of a call, in seconds.
  var expectedSeconds: Double?
  /// The instant of arrival.
  var arrivedAt = MachineInstant(nanoseconds: 0)
  /// The instant of the dispatch, as the caller reports it.
  var dispatchedAt: MachineInstant?
}

extension EmulatorRequest {
  /// The longest time by which a caller may backdate a request, in seconds.
  ///
  /// Longer than a message takes on a busy machine, shorter than any pause between attempts.
  static let longestDelay = 0.2

  /// The instant at which the emulated machine begins with the request.
  ///
  /// The time that programs and network take between dispatch and arrival is not part of the
  /// machine. But a caller that was held up for long, or has another clock, is not believed.
  var begunAt: MachineInstant {
    guard let dispatchedAt, dispatchedAt <= arrivedAt,
      arrivedAt.seconds(since: dispatchedAt) <= Self.longestDelay
    else { return arrivedAt }
    return dispatchedAt
  }
}

/// What the emulator answers, and when.
struct EmulatorReply: Sendable {
  var status: Int
  var body: JSONValue
  /// The emulated time until the answer, in seconds.
  var seconds: Double = 0
  /// When the answer is due.
  var dueAt = MachineInstant(nanoseconds: 0)

  /// A success of the GSwarm interface.
  static func success(_ data: JSONValue = [:], after seconds: Double = 0) -> EmulatorReply {
    EmulatorReply(
      status: 200, body: ["success": .truth(true), "message": "done", "data": data],
      seconds: seconds)
  }

  /// A failure of the GSwarm interface.
  static func failure(_ status: Int, _ detail: String) -> EmulatorReply {
    EmulatorReply(status: status, body: ["detail": .text(detail)])
  }

  /// A failure of the chat interface.
  static func chatFailure(_ status: Int, _ message: String) -> EmulatorReply {
    EmulatorReply(status: status, body: ["error": ["message": .text(message)]])
  }
}
