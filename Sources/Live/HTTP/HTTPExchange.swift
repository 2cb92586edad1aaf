internal import Foundation
internal import Synchronization

/// One request and its answer, on a connection of its own.
///
/// Whichever comes first ends it: the answer, the deadline or the cancellation. Its thread, which is
/// blocked by the connection, is woken by closing that.
final class HTTPExchange: Sendable {
  typealias Outcome = Result<HTTPAnswer, CallFailure>

  private struct State {
    var outcome: Outcome?
    var continuation: CheckedContinuation<Outcome, Never>?
    var connection: Int32?
  }

  private let state = Mutex(State())

  /// Sends a request and waits for the whole answer.
  ///
  /// - Parameters:
  ///   - request: what is sent.
  ///   - timeout: the time for all of it, in seconds.
  /// - Returns: the answer.
  /// - Throws: why there is no answer; a status other than 2xx is an answer.
  static func send(
    _ request: HTTPRequest, timeout: Double
  ) async throws(CallFailure) -> HTTPAnswer {
    let exchange = HTTPExchange()
    let timer = Task {
      try await Task.sleep(for: .seconds(timeout))
      exchange.finish(.failure(.timedOut(seconds: timeout)))
    }
    defer { timer.cancel() }
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        guard exchange.begin(continuation) else { return }
        Thread.detachNewThread { exchange.finish(exchange.perform(request)) }
      }
    } onCancel: {
      exchange.finish(.failure(.cancelled))
    }
    return try outcome.get()
  }

  /// Sets who waits for the outcome; false if there is one already.
  private func begin(_ continuation: CheckedContinuation<Outcome, Never>) -> Bool {
    let outcome = state.withLock { state in
      if state.outcome == nil { state.continuation = continuation }
      return state.outcome
    }
    if let outcome { continuation.resume(returning: outcome) }
    return outcome == nil
  }

  /// Ends the exchange; only the first end counts.
  private func finish(_ outcome: Outcome) {
    let continuation = state.withLock { state in
      guard state.outcome == nil else { return nil as CheckedContinuation<Outcome, Never>? }
      state.outcome = outcome
      if let connection = state.connection { shutdown(connection, Int32(SHUT_RDWR)) }
      return state.continuation.take()
    }
    continuation?.resume(returning: outcome)
  }

  /// The part that blocks.
  private func perform(_ request: HTTPRequest) -> Outcome {
    do throws(CallFailure) {
      let addresses = try SocketAddresses(host: request.host, port: request.port)
      let connection = try addresses.connect { attach($0) }
      defer { detach(connection) }
      try SocketAddresses.send(request.bytes, to: connection)
      return .success(try Self.receive(from: connection))
    } catch {
      return .failure(error)
    }
  }

  /// Makes a connection the one that the end of the exchange closes; false if that has come.
  private func attach(_ connection: Int32?) -> Bool {
    state.withLock { state in
      state.connection = connection
      return state.outcome == nil
    }
  }

  private func detach(_ connection: Int32) {
    state.withLock { state in
      state.connection = nil
      close(connection)
    }
  }

  private static func receive(from connection: Int32) throws(CallFailure) -> HTTPAnswer {
    var reader = HTTPAnswerReader()
    var piece = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = recv(connection, &piece, piece.count, 0)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .broken(String(cString: strerror(errno))) }
      guard count > 0 else { return try reader.end() }
      if let answer = try reader.receive(piece[..<count]) { return answer }
    }
  }
}
