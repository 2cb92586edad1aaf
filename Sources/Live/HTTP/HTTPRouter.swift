internal import Foundation
internal import FoundationNetworking
internal import Synchronization

/// Hands what the session tells to the exchange that it is about.
///
/// On Linux a session tells nothing to the delegates of its tasks, only to its own.
final class HTTPRouter: NSObject, URLSessionDataDelegate, Sendable {
  private let exchanges = Mutex<[Int: HTTPExchange]>([:])

  func register(_ exchange: HTTPExchange, for task: URLSessionTask) {
    exchanges.withLock { $0[task.taskIdentifier] = exchange }
  }

  func forget(_ task: URLSessionTask) {
    exchanges.withLock { $0[task.taskIdentifier] = nil }
  }

  private func exchange(of task: URLSessionTask) -> HTTPExchange? {
    exchanges.withLock { $0[task.taskIdentifier] }
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    let head = response as? HTTPURLResponse
    exchange(of: dataTask)?.receive(
      status: head?.statusCode ?? 0,
      instant: MachineInstant(header: head?.value(forHTTPHeaderField: CallHeader.answeredAt)))
    completionHandler(.allow)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    exchange(of: dataTask)?.receive(data)
  }

  /// Takes a redirection for an answer: a model server has no reason to send anybody elsewhere, and
  /// a key must not go along.
  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
    completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    let exchange = exchange(of: task)
    exchange?.receive(status: response.statusCode)
    exchange?.finish()
  }

  /// Takes a question for a password for an answer: there is none but the key.
  func urlSession(
    _ session: URLSession, task: URLSessionTask, didReceive challenge: URLAuthenticationChallenge,
    completionHandler:
      @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) ->
      Void
  ) {
    exchange(of: task)?.finish()
  }

  /// Takes a request that would be sent again for lost: the server may have acted on it.
  ///
  /// That happens on a connection that served before and that the server closed without a word. Left
  /// alone, the session would send the request without its body.
  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    needNewBodyStream completionHandler: @escaping @Sendable (InputStream?) -> Void
  ) {
    exchange(of: task)?.lose()
    completionHandler(nil)
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    let exchange = exchange(of: task)
    forget(task)
    exchange?.end(error, hasSent: task.countOfBytesSent > 0)
  }
}
