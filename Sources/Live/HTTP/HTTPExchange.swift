internal import Foundation
internal import FoundationNetworking
internal import Synchronization

/// The status and the body of an answer.
struct HTTPAnswer: Sendable {
  var status: Int
  /// When the answer was due, from a server that says so.
  var instant: MachineInstant?
  var body = Data()
}

/// One request and its answer.
///
/// Whichever comes first ends it: the answer, the deadline or the cancellation. None of them waits
/// for the session to agree.
final class HTTPExchange: Sendable {
  typealias Outcome = Result<HTTPAnswer, CallFailure>

  /// The largest answer that is taken, in bytes.
  static let largestAnswer = 16 << 20

  private struct State {
    var answer = HTTPAnswer(status: 0)
    var outcome: Outcome?
    var continuation: CheckedContinuation<Outcome, Never>?
    /// What ends it on the way to the server.
    var cancel: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  /// Sends a request and waits for the whole answer.
  ///
  /// - Parameters:
  ///   - request: what to send.
  ///   - timeout: the time for all of it, in seconds.
  /// - Returns: the answer, of any status.
  /// - Throws: why there is no answer.
  static func send(
    _ request: URLRequest, timeout: Double
  ) async throws(CallFailure) -> HTTPAnswer {
    var request = request
    // The session would give up by itself after a minute of silence.
    request.timeoutInterval = 2 * timeout + 60
    // On a connection that served before, a request may meet its end. But a secure one takes so long
    // to make that it would spoil what is measured.
    if request.url?.scheme?.lowercased() == "http" {
      request.setValue("close", forHTTPHeaderField: "Connection")
    }
    let exchange = HTTPExchange()
    let timer = Task {
      try await Task.sleep(for: .seconds(timeout))
      exchange.finish(.failure(.timedOut(seconds: timeout)))
    }
    defer { timer.cancel() }
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { exchange.begin(request, $0) }
    } onCancel: {
      exchange.finish(.failure(.cancelled))
    }
    return try outcome.get()
  }

  private func begin(_ request: URLRequest, _ continuation: CheckedContinuation<Outcome, Never>) {
    let outcome = state.withLock { state in
      if state.outcome == nil { state.continuation = continuation }
      return state.outcome
    }
    if let outcome { return continuation.resume(returning: outcome) }
    guard HTTPConnection.reaches(request) else { return beginInSession(request) }
    let connection = HTTPConnection()
    if isBegun(cancel: { connection.cancel() }) {
      connection.start(request) { self.finish($0) }
    }
  }

  private func beginInSession(_ request: URLRequest) {
    HTTPSession.perform { session, router in
      let task = session.dataTask(with: request)
      router.register(self, for: task)
      let isBegun = self.isBegun {
        HTTPSession.perform { _, router in
          router.forget(task)
          task.cancel()
        }
      }
      if isBegun {
        task.resume()
      } else {
        router.forget(task)
        task.cancel()
      }
    }
  }

  /// Keeps what would end it; false if it has ended already.
  private func isBegun(cancel: @escaping @Sendable () -> Void) -> Bool {
    state.withLock { state in
      if state.outcome == nil { state.cancel = cancel }
      return state.outcome == nil
    }
  }

  /// Ends the exchange; only the first end counts.
  private func finish(_ outcome: Outcome) {
    let (continuation, cancel) = state.withLock { state in
      guard state.outcome == nil else {
        return (nil, nil) as (CheckedContinuation<Outcome, Never>?, (@Sendable () -> Void)?)
      }
      state.outcome = outcome
      state.answer.body = Data()
      return (state.continuation.take(), state.cancel.take())
    }
    cancel?()
    continuation?.resume(returning: outcome)
  }
}

/// What the session tells.
extension HTTPExchange {
  func receive(status: Int, instant: MachineInstant? = nil) {
    state.withLock { state in
      state.answer.status = status
      state.answer.instant = instant
    }
  }

  /// Takes a piece of the body.
  func receive(_ data: Data) {
    let isTooLarge = state.withLock { state in
      guard state.outcome == nil else { return false }
      guard state.answer.body.count + data.count <= Self.largestAnswer else { return true }
      state.answer.body.append(data)
      return false
    }
    if isTooLarge { finish(.failure(.tooLarge(limit: Self.largestAnswer))) }
  }

  /// Takes what has come for the whole answer, whatever else may come.
  func finish() { finish(.success(state.withLock { $0.answer })) }

  /// Takes the connection for lost.
  func lose() { finish(.failure(.broken("before the answer was complete"))) }

  /// Takes the end of the task.
  ///
  /// - Parameters:
  ///   - error: why it ended before the whole answer had come; nil if it had.
  ///   - hasSent: whether something of the body went over a connection.
  func end(_ error: (any Error)?, hasSent: Bool) {
    let status = state.withLock { state in
      state.cancel = nil
      return state.answer.status
    }
    guard let error else { return finish() }
    finish(.failure(CallFailure(error, hasConnected: hasSent || status != 0)))
  }
}
