import Foundation
import Synchronization

/// One request and its answer.
///
/// The answer, the time-out or the cancellation ends it, whichever comes first, without waiting
/// for the connection to close.
final class HTTPExchange: Sendable {
  typealias Outcome = Result<HTTPAnswer, CallFailure>

  /// The size limit of an answer, in bytes.
  static let largestAnswer = 16 << 20

  private struct State {
    var outcome: Outcome?
    var continuation: CheckedContinuation<Outcome, Never>?
  }

  private let state = Mutex(State())

  /// Sends a request and waits for the whole answer.
  ///
  /// - Returns: the answer, of any status.
  /// - Throws: `CallFailure` if no complete answer comes.
  static func send(_ request: Request) async throws(CallFailure) -> HTTPAnswer {
    let exchange = HTTPExchange()
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { exchange.begin(request, $0) }
    } onCancel: {
      exchange.cancel()
    }
    return try outcome.get()
  }

  private func begin(
    _ request: Request, _ continuation: CheckedContinuation<Outcome, Never>
  ) {
    let outcome = state.withLock { state in
      if state.outcome == nil {
        state.continuation = continuation
        // Within the lock: the loop must hear of the beginning before it hears of the end.
        HTTPLoop.shared.begin(self, request)
      }
      return state.outcome
    }
    if let outcome { continuation.resume(returning: outcome) }
  }

  private func cancel() {
    if finish(.failure(.cancelled)) { HTTPLoop.shared.end(self) }
  }

  /// Ends the exchange, unless it has ended before.
  @discardableResult
  func finish(_ outcome: Outcome) -> Bool {
    let (isFirst, continuation) = state.withLock { state in
      guard state.outcome == nil else {
        return (false, nil as CheckedContinuation<Outcome, Never>?)
      }
      state.outcome = outcome
      return (true, state.continuation.take())
    }
    continuation?.resume(returning: outcome)
    return isFirst
  }
}
