import Documents

/// What the emulator is asked.
struct EmulatorRequest: Sendable {
  var method: String
  /// The parts of the path between slashes, unescaped.
  var path: [String]
  /// The body if it is JSON.
  var body: Node?
  /// How long the caller expects a call to take, in seconds.
  var expectedSeconds: Double?
  /// When it came.
  var arrivedAt = MachineInstant(nanoseconds: 0)
  /// When the caller says that what it asks for was decided.
  var dispatchedAt: MachineInstant?
}

extension EmulatorRequest {
  /// How far back a caller may date what it asks for, in seconds.
  ///
  /// Longer than messages take on a busy machine, shorter than any pause before a second attempt.
  static let longestDelay = 0.2

  /// When the emulated machine begins with it.
  ///
  /// What the programs and the network take between the decision and its arrival is no part of the
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
