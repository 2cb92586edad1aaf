import Documents
import Foundation

/// A request as it came over HTTP.
struct IncomingRequest: Sendable {
  var method: String
  /// The path, still escaped, without a query.
  var path: String
  /// The headers that the responder reads, by their names.
  var headers: [String: String] = [:]
  var body: [UInt8] = []
  /// The instant at which the last byte came.
  var arrivedAt = MachineInstant(nanoseconds: 0)

  /// The components of the path, unescaped.
  var components: [String] {
    path.split(separator: "/").map { $0.removingPercentEncoding ?? String($0) }
  }
}

/// An answer over HTTP.
struct OutgoingReply: Sendable {
  /// The body of an answer.
  enum Body: Sendable {
    case whole([UInt8])
    case stream(TimedStream)
  }

  var status: Int
  var headers: [String: String]
  var body: Body
  /// The instant at which the first byte may be sent.
  var dueAt: MachineInstant
  /// Whether the connection ends after the answer.
  var closes = false
}

/// A body that is sent piece by piece, each piece when it is due.
struct TimedStream: Sendable {
  /// The number of pieces.
  var count: Int
  /// Returns the instant at which a piece may be sent; it never decreases.
  var dueAt: @Sendable (_ piece: Int) -> MachineInstant
  /// Returns the bytes of a piece.
  var bytes: @Sendable (_ piece: Int) -> [UInt8]
}

/// A source of answers.
protocol HTTPResponder: Sendable {
  /// The names of the headers that it reads.
  var headerNames: [String] { get }

  /// Returns the answer to a request.
  func reply(to request: IncomingRequest) -> OutgoingReply

  /// Returns the answer to a request that is not carried out.
  func refusal(of request: IncomingRequest, because reason: RefusalReason) -> OutgoingReply
}

/// A reason for not carrying out a request.
enum RefusalReason: Sendable {
  /// The body is larger than `ListenerLimits.body`.
  case tooLarge
  /// Too many requests, or too many bytes of them, are under way.
  case busy
  /// The server is being stopped.
  case stopping
}

/// The limits of what clients may bring upon a server.
struct ListenerLimits: Sendable {
  /// The largest body of a request, in bytes.
  var body = Limit.bodyBytes.largest
  /// The bytes of a body beyond `body` that are read and dropped, so that its client sees the refusal.
  var discarded = 256 << 20
  /// The bytes of all bodies under way.
  var allBodies = 256 << 20
  /// The size of a body that is read on another thread, in bytes.
  var slowBody = 64 << 10
  /// The memory of a connection, in bytes; the head of a request has to fit.
  var connectionMemory = 64 << 10
  /// The longest time without a byte from a client, in seconds.
  var idleSeconds: UInt32 = 60
  /// The number of connections.
  var connections: Int

  /// The connections that are kept free for new ones by closing idle ones.
  var spareConnections: Int { max(1, min(64, connections / 8)) }
  /// The number of requests that may wait for their answers.
  var waitingRequests: Int { max(1, connections - 2 * spareConnections) }
}
