/// A request under way and its answer; used on the listener's thread alone.
final class ServerExchange {
  enum Stage {
    /// The request is coming.
    case receiving
    /// The rest of the request is dropped, then it is refused.
    case discarding(RefusalReason)
    /// The answer is being worked out on another thread.
    case deciding
    /// The answer is not due yet.
    case waiting(OutgoingReply)
    /// The answer can be sent.
    case ready(OutgoingReply)
    /// The answer is being sent.
    case sending
    /// The client is gone, or the server stops in the middle of a stream.
    case aborted
  }

  /// The number of the exchange; numbers are not used again.
  let number: UInt64
  let connection: OpaquePointer
  /// The number of the connection.
  let connectionNumber: Int
  var request: IncomingRequest
  var stage = Stage.receiving
  /// The bytes received of the body, including dropped ones.
  var receivedCount = 0
  /// The bytes that count towards the bodies under way.
  var chargedCount = 0
  var isSuspended = false
  /// The stream that is being sent.
  var sender: StreamSender?
  /// The instant at which the stream goes on; nil unless it waits.
  var streamDueAt: MachineInstant?

  init(
    number: UInt64, connection: OpaquePointer, connectionNumber: Int, request: IncomingRequest
  ) {
    self.number = number
    self.connection = connection
    self.connectionNumber = connectionNumber
    self.request = request
  }
}

/// The position in a stream that is being sent.
struct StreamSender {
  private let stream: TimedStream
  private var next = 0
  private var rest: ArraySlice<UInt8> = []

  init(_ stream: TimedStream) { self.stream = stream }

  /// The progress of a stream: bytes sent, an instant to wait for, or its end.
  enum Progress {
    case sent(Int)
    case waiting(MachineInstant)
    case finished
  }

  /// Copies the bytes that are due into a buffer that is not empty.
  mutating func fill(_ buffer: UnsafeMutableRawBufferPointer, at now: MachineInstant) -> Progress {
    var count = 0
    while count < buffer.count {
      if rest.isEmpty {
        guard next < stream.count, stream.dueAt(next) <= now else { break }
        rest = stream.bytes(next)[...]
        next += 1
      }
      let piece = rest.prefix(buffer.count - count)
      UnsafeMutableRawBufferPointer(rebasing: buffer[count...]).copyBytes(from: piece)
      rest = rest.dropFirst(piece.count)
      count += piece.count
    }
    if count > 0 { return .sent(count) }
    return next < stream.count ? .waiting(stream.dueAt(next)) : .finished
  }
}
