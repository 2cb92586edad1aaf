public import Engine
import FlyingFox
import FlyingSocks
import Foundation
import Synchronization

/// An emulated model server on a port of this machine.
public final class Emulator: Sendable {
  private let state: Mutex<EmulatedServer>
  private let port: UInt16

  /// The size limit of a request's body, in bytes.
  private static let largestBody = 16 << 20

  /// Makes an emulator of a scenario's machine and models.
  ///
  /// - Parameters:
  ///   - scenario: the machine and its models; workflows and requests do not matter.
  ///   - settings: the settings of the emulator.
  ///   - port: the port to listen on; 0 for any free one.
  public init(_ scenario: Scenario, _ settings: EmulatorSettings, port: UInt16) {
    state = Mutex(EmulatedServer(scenario, settings))
    self.port = port
  }

  /// The number of instances being served.
  public var instanceCount: Int { state.withLock { $0.instances.count } }

  /// Serves until the task is cancelled.
  ///
  /// - Parameter ready: called with the port once connections are accepted.
  /// - Throws: `LiveFailure` if the port cannot be used.
  public func run(ready: @escaping @Sendable (UInt16) -> Void) async throws(LiveFailure) {
    do {
      let server = HTTPServer(
        config: HTTPServer.Configuration(
          address: try sockaddr_in.inet(ip4: "127.0.0.1", port: port),
          timeout: EmulatedServer.longestWait, pool: PromptPool(), logger: .disabled),
        handler: ClosureHTTPHandler { [self] in await respond(to: $0) })
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await server.run() }
        group.addTask {
          try await server.waitUntilListening()
          if case .ip4(_, let port) = await server.listeningAddress { ready(port) }
        }
        // The server ends with an error, or because the task is cancelled.
        while try await group.next() != nil {}
      }
    } catch {
      guard !Task.isCancelled else { return }
      var reason = error.localizedDescription
      if case SocketError.failed(_, _, let message) = error { reason = message }
      throw LiveFailure(sentence: "cannot listen on port \(port): \(reason)")
    }
  }

  /// Answers a request and announces the end of the connection, lest a client reuse it.
  private func respond(to request: HTTPRequest) async -> HTTPResponse {
    var response = await answer(to: request)
    response.headers[.connection] = request.headers[.connection]
    response.headers[HTTPHeader("Server")] = CallHeader.emulator
    return response
  }

  private func answer(to request: HTTPRequest) async -> HTTPResponse {
    let arrivedAt = MachineInstant.now
    guard let body = await Self.body(of: request) else {
      return Self.response(EmulatorReply.failure(413, "The body is too large"))
    }
    let path = request.path.split(separator: "/").map { $0.removingPercentEncoding ?? "" }
    func header(_ name: String) -> String? { request.headers[HTTPHeader(name)] }
    let expected = header(CallHeader.expectedSeconds).flatMap(Double.init)
    let question = EmulatorRequest(
      method: request.method.rawValue, path: path, body: Endpoint.json(body),
      expectedSeconds: expected.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil },
      arrivedAt: arrivedAt, dispatchedAt: MachineInstant(header: header(CallHeader.dispatchedAt)))
    let reply = state.withLock { $0.reply(to: question) }
    await reply.dueAt.wait()
    var response = Self.response(reply)
    response.headers[HTTPHeader(CallHeader.answeredAt)] = reply.dueAt.header
    return response
  }

  private static func body(of request: HTTPRequest) async -> Data? {
    var body = Data()
    do {
      for try await piece in request.bodySequence {
        body.append(piece)
        guard body.count <= largestBody else { return nil }
      }
    } catch {
      return nil
    }
    return body
  }

  private static func response(_ reply: EmulatorReply) -> HTTPResponse {
    HTTPResponse(
      statusCode: HTTPStatusCode(reply.status, phrase: reply.status < 300 ? "OK" : "Error"),
      headers: [.contentType: "application/json"], body: reply.body.encoded)
  }
}
