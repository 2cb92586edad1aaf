internal import Foundation
internal import FoundationNetworking
internal import Synchronization

/// The status and the body of an answer.
struct HTTPAnswer: Sendable {
  var status: Int
  var body: Data
}

/// Sends requests, each with a deadline and a limit on the answer.
///
/// The deadline and cancellation do not depend on what `URLSession` makes of them: whichever comes
/// first, the answer, the deadline or the cancellation, ends the exchange.
final class HTTPClient: Sendable {
  /// The largest answer that is taken, in bytes.
  static let largestAnswer = 16 << 20

  private let session: URLSession
  private let router = HTTPRouter()

  /// Makes a client that keeps up to `connections` connections to a host.
  init(connections: Int) {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpMaximumConnectionsPerHost = connections
    configuration.urlCache = nil
    configuration.httpCookieStorage = nil
    configuration.httpShouldSetCookies = false
    let queue = OperationQueue()
    queue.maxConcurrentOperationCount = 1
    session = URLSession(configuration: configuration, delegate: router, delegateQueue: queue)
  }

  /// Sends a request and waits for the whole answer.
  ///
  /// - Parameter timeout: the time for all of it, in seconds.
  /// - Throws: why there is no answer; a status other than 2xx is an answer.
  func send(_ request: URLRequest, timeout: Double) async throws(CallFailure) -> HTTPAnswer {
    var request = request
    // A limit on silence of the session's own; ours comes first.
    request.timeoutInterval = 2 * timeout + 60
    let exchange = HTTPExchange()
    let task = session.dataTask(with: request)
    router.register(exchange, for: task)
    defer { router.forget(task) }
    let timer = Task {
      try await Task.sleep(for: .seconds(timeout))
      exchange.finish(.failure(.timedOut(seconds: timeout)))
      task.cancel()
    }
    defer { timer.cancel() }
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        if exchange.begin(continuation) { task.resume() }
      }
    } onCancel: {
      exchange.finish(.failure(.cancelled))
      task.cancel()
    }
    return try result.get()
  }

  /// Gives all connections back; the client is of no use afterwards.
  func close() { session.invalidateAndCancel() }
}

/// One request and what has come back so far.
final class HTTPExchange: Sendable {
  typealias Outcome = Result<HTTPAnswer, CallFailure>

  private struct State {
    var answer = HTTPAnswer(status: 0, body: Data())
    var outcome: Outcome?
    var continuation: CheckedContinuation<Outcome, Never>?
  }

  private let state = Mutex(State())

  /// Sets who waits for the outcome; false if there is one already.
  func begin(_ continuation: CheckedContinuation<Outcome, Never>) -> Bool {
    let outcome = state.withLock { state in
      if state.outcome == nil { state.continuation = continuation }
      return state.outcome
    }
    if let outcome { continuation.resume(returning: outcome) }
    return outcome == nil
  }

  func receive(status: Int) { state.withLock { $0.answer.status = status } }

  /// Takes a piece of the body; false if the answer is too large with it.
  func receive(_ data: Data) -> Bool {
    state.withLock { state in
      guard state.answer.body.count + data.count <= HTTPClient.largestAnswer else { return false }
      state.answer.body.append(data)
      return true
    }
  }

  /// Ends the exchange with all that was received.
  func finish() { finish(.success(state.withLock { $0.answer })) }

  /// Ends the exchange; only the first end counts.
  func finish(_ outcome: Outcome) {
    let continuation = state.withLock { state in
      guard state.outcome == nil else { return nil as CheckedContinuation<Outcome, Never>? }
      state.outcome = outcome
      state.answer.body = Data()
      return state.continuation.take()
    }
    continuation?.resume(returning: outcome)
  }
}
