import Documents
public import Engine
import Foundation
import Synchronization

/// An emulated model server on a port of this machine.
public final class Emulator: Sendable {
  private let state: Mutex<EmulatedServer>
  private let port: UInt16
  private let limits: ListenerLimits

  /// Makes an emulator of a scenario's machine and models.
  ///
  /// - Parameters:
  ///   - scenario: the machine and its models; workflows and requests do not matter.
  ///   - settings: the settings of the emulator.
  ///   - port: the port to listen on; 0 for any free one.
  public convenience init(_ scenario: Scenario, _ settings: EmulatorSettings, port: UInt16) {
    self.init(
      scenario, settings, port: port,
      limits: ListenerLimits(connections: Self.possibleConnections))
  }

  init(
    _ scenario: Scenario, _ settings: EmulatorSettings, port: UInt16, limits: ListenerLimits
  ) {
    state = Mutex(EmulatedServer(scenario, settings))
    self.port = port
    self.limits = limits
  }

  /// The connections that the limit of open files allows, once it is raised as far as it may be.
  private static var possibleConnections: Int {
    let most = 16_384
    return max(4, min(most, FileLimit.raise(forConnections: most)))
  }

  /// The number of instances being served.
  public var instanceCount: Int { state.withLock { $0.instances.count } }

  /// Serves until the task is cancelled; calls that are under way then are refused.
  ///
  /// - Parameter ready: called with the port once connections are accepted.
  /// - Throws: `LiveFailure` if the port cannot be used.
  public func run(ready: @escaping @Sendable (UInt16) -> Void) async throws(LiveFailure) {
    let listener = try HTTPListener(port: port, limits: limits, responder: self)
    ready(listener.port)
    await withTaskCancellationHandler {
      await listener.waitUntilStopped()
    } onCancel: {
      listener.stop()
    }
  }
}

extension Emulator: HTTPResponder {
  var headerNames: [String] {
    ["Authorization", "Content-Type", CallHeader.expectedSeconds, CallHeader.dispatchedAt]
  }

  func reply(to request: IncomingRequest) -> OutgoingReply {
    let question = Self.question(request)
    return Self.outgoing(state.withLock { $0.reply(to: question) })
  }

  func refusal(of request: IncomingRequest, because reason: RefusalReason) -> OutgoingReply {
    let (status, message, code) =
      switch reason {
      case .tooLarge:
        (413, "The body is larger than \(limits.body >> 20) MB.", "request_too_large")
      case .busy: (429, "Too many requests are under way.", "rate_limit_exceeded")
      case .stopping: (503, "The emulator is stopping.", "service_unavailable")
      }
    var reply =
      request.components.first == "v1"
      ? OpenAIError(
        status, message, code: code, type: status == 413 ? "invalid_request_error" : "server_error"
      ).reply
      : EmulatorReply.failure(status == 429 ? 503 : status, message)
    if reason != .tooLarge { reply.headers["Retry-After"] = "1" }
    reply.dueAt = .now
    return Self.outgoing(reply)
  }

  private static func question(_ request: IncomingRequest) -> EmulatorRequest {
    let path = request.components
    let expected = request.headers[CallHeader.expectedSeconds].flatMap(Double.init)
    let key = request.headers["Authorization"].flatMap { value -> String? in
      let words = value.split(separator: " ", maxSplits: 1)
      return words.count == 2 && words[0].lowercased() == "bearer" ? String(words[1]) : nil
    }
    return EmulatorRequest(
      method: request.method, path: path,
      body: EmulatorBody(
        request.body, isJSON: path.first == "v1" || claimsJSON(request.headers["Content-Type"])),
      key: key, expectedSeconds: expected.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil },
      arrivedAt: request.arrivedAt,
      dispatchedAt: MachineInstant(header: request.headers[CallHeader.dispatchedAt]),
      date: Date().timeIntervalSince1970)
  }

  private static func claimsJSON(_ type: String?) -> Bool {
    guard let type = type?.split(separator: ";").first?.lowercased() else { return false }
    let name = type.filter { !$0.isWhitespace }
    return name == "application/json" || name.hasPrefix("application/") && name.hasSuffix("+json")
  }

  private static func outgoing(_ reply: EmulatorReply) -> OutgoingReply {
    var headers = reply.headers
    headers["Server"] = CallHeader.emulator
    headers[CallHeader.answeredAt] = reply.dueAt.header
    headers["Content-Type"] = "application/json"
    guard let stream = reply.stream else {
      let body = reply.status == 307 ? [] : reply.body.encoded
      return OutgoingReply(
        status: reply.status, headers: headers, body: .whole(body), dueAt: reply.dueAt)
    }
    headers["Content-Type"] = "text/event-stream; charset=utf-8"
    headers["Cache-Control"] = "no-cache"
    return OutgoingReply(
      status: reply.status, headers: headers,
      body: .stream(TimedStream(stream, from: reply.begunAt, to: reply.dueAt)),
      dueAt: reply.begunAt)
  }
}

extension EmulatorBody {
  /// Reads a body; one that claims to be JSON is parsed.
  init(_ bytes: [UInt8], isJSON: Bool) {
    guard !bytes.isEmpty else {
      self = .none
      return
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      self = .undecodable
      return
    }
    guard isJSON else {
      self = .other(text)
      return
    }
    var diagnostics = Diagnostics()
    let source = SourceFile(name: "body", bytes: bytes, format: .json)
    do throws(SyntaxError) {
      let node = try DocumentReader.read(source, diagnostics: &diagnostics)
      guard let position = diagnostics.kept.first(where: { $0.severity == .error })?.position
      else {
        self = .json(node)
        return
      }
      self = .invalid(offset: text.offset(of: position))
    } catch {
      self = .invalid(offset: error.diagnostic.position.map(text.offset) ?? 0)
    }
  }
}

extension String {
  /// The number of characters before a place.
  fileprivate func offset(of position: Position) -> Int {
    let lines = unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.prefix(position.line - 1).reduce(position.column - 1) { $0 + $1.count + 1 }
  }
}

extension TimedStream {
  /// Events as a server sends them, evenly between two instants.
  init(_ stream: AnswerStream, from begin: MachineInstant, to end: MachineInstant) {
    let seconds = end.seconds(since: begin)
    self.init(
      count: stream.count + 1,
      dueAt: { part in
        guard part + 1 < stream.count else { return end }
        return begin.advanced(by: seconds * Double(part + 1) / Double(stream.count))
      },
      bytes: { part in
        guard part == stream.count else { return Self.line(stream.event(part)) }
        return stream.last.flatMap(Self.line) + "data: [DONE]\n\n".utf8
      })
  }

  private static func line(_ event: AnswerJSON) -> [UInt8] {
    Array("data: ".utf8) + event.encoded + Array("\n\n".utf8)
  }
}
