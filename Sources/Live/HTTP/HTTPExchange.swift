internal import Foundation
internal import FoundationNetworking
internal import Synchronization

/// The status and the body of an answer.
struct HTTPAnswer: Sendable {
  var status: Int
  var body = Data()
}

/// One request and its answer.
///
/// Whichever comes first ends it: the answer, the deadline or the cancellation. None of them waits
/// for the session to agree.
final class HTTPExchange: NSObject, URLSessionDataDelegate, Sendable {
  typealias Outcome = Result<HTTPAnswer, CallFailure>

  /// The largest answer that is taken, in bytes.
  private static let largestAnswer = 16 << 20

  private struct State {
    var answer = HTTPAnswer(status: 0)
    var outcome: Outcome?
    var continuation: CheckedContinuation<Outcome, Never>?
    var task: URLSessionTask?
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
    _ request: URLRequest, timeout: Double
  ) async throws(CallFailure) -> HTTPAnswer {
    var request = request
    // The session would give up by itself after a minute of silence.
    request.timeoutInterval = 2 * timeout + 60
    // A call must not be made twice, and on a connection that was used before the session would
    // repeat it if that turns out to be closed.
    request.setValue("close", forHTTPHeaderField: "Connection")
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
    HTTPSession.perform { session in
      let task = session.dataTask(with: request)
      task.delegate = self
      let isOver = self.state.withLock { state in
        if state.outcome == nil { state.task = task }
        return state.outcome != nil
      }
      if isOver { task.cancel() } else { task.resume() }
    }
  }

  /// Ends the exchange; only the first end counts.
  private func finish(_ outcome: Outcome) {
    let (continuation, task) = state.withLock { state in
      guard state.outcome == nil else {
        return (nil, nil) as (CheckedContinuation<Outcome, Never>?, URLSessionTask?)
      }
      state.outcome = outcome
      state.answer.body = Data()
      return (state.continuation.take(), state.task.take())
    }
    if let task { HTTPSession.perform { _ in task.cancel() } }
    continuation?.resume(returning: outcome)
  }

  /// What has come so far, as the whole answer.
  private var answer: HTTPAnswer { state.withLock { $0.answer } }
}

/// What the session tells.
extension HTTPExchange {
  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    let status = (response as? HTTPURLResponse)?.statusCode ?? 0
    state.withLock { $0.answer.status = status }
    completionHandler(.allow)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let isTooLarge = state.withLock { state in
      guard state.outcome == nil else { return false }
      guard state.answer.body.count + data.count <= Self.largestAnswer else { return true }
      state.answer.body.append(data)
      return false
    }
    if isTooLarge { finish(.failure(.tooLarge(limit: Self.largestAnswer))) }
  }

  /// Takes a redirection for an answer: a model server has no reason to send anybody elsewhere, and
  /// a key must not go along.
  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
    completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    finish(.success(HTTPAnswer(status: response.statusCode)))
  }

  /// Takes a question for a password for an answer: there is none but the key.
  func urlSession(
    _ session: URLSession, task: URLSessionTask, didReceive challenge: URLAuthenticationChallenge,
    completionHandler: @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) ->
      Void
  ) {
    finish(.success(answer))
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    state.withLock { $0.task = nil }
    guard let error else { return finish(.success(answer)) }
    let hasConnected = answer.status != 0 || task.countOfBytesSent > 0
    finish(.failure(CallFailure(error, hasConnected: hasConnected)))
  }
}
