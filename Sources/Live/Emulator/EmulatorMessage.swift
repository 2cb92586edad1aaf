import Documents

/// A request to the emulator.
struct EmulatorRequest: Sendable {
  var method: String
  /// The components of the path, unescaped.
  var path: [String]
  var body = EmulatorBody.none
  /// The key that came with the request.
  var key: String?
  /// The caller's duration of a call, in seconds.
  var expectedSeconds: Double?
  /// The instant of arrival.
  var arrivedAt = MachineInstant(nanoseconds: 0)
  /// The instant of the dispatch, as the caller reports it.
  var dispatchedAt: MachineInstant?
  /// The date of arrival, in seconds since 1970.
  var date = 0.0
}

/// The body of a request to the emulator.
enum EmulatorBody: Sendable {
  case none
  case json(Node)
  /// A body that does not claim to be JSON.
  case other(String)
  /// A body that claims to be JSON, and the number of characters before its first error.
  case invalid(offset: Int)
  /// A body that is not UTF-8.
  case undecodable

  /// The JSON value.
  var node: Node? {
    guard case .json(let node) = self else { return nil }
    return node
  }
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

/// An answer of the emulator, and its time.
struct EmulatorReply: Sendable {
  var status: Int
  var body: AnswerJSON
  var headers: [String: String] = [:]
  /// The parts of an answer that is sent as a stream of events.
  var stream: AnswerStream?
  /// The emulated time until the answer, in seconds.
  var seconds = 0.0
  /// The instant at which the emulated machine begins with the request.
  var begunAt = MachineInstant(nanoseconds: 0)
  /// The instant at which the answer, or its last part, is due.
  var dueAt = MachineInstant(nanoseconds: 0)
}

/// The parts of an answer that come one after the other, evenly over its time.
struct AnswerStream: Sendable {
  /// The parts that take time.
  var count: Int
  /// The events at the end, due with the last part.
  var last: [AnswerJSON]
  /// Returns the event of a part.
  var event: @Sendable (_ part: Int) -> AnswerJSON
}
