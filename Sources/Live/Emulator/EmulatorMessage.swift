internal import Documents

/// What the emulator is asked.
struct EmulatorRequest: Sendable {
  var method: String
  /// The parts of the path between slashes, unescaped.
  var path: [String]
  /// The body if it is JSON.
  var body: Node?
  /// How long the caller expects a call to take, in seconds.
  var expectedSeconds: Double?
}

/// What the emulator answers, and when.
struct EmulatorReply: Sendable {
  var status: Int
  var body: JSONValue
  /// The emulated time until the answer, in seconds.
  var seconds: Double = 0

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
