internal import Foundation
internal import FoundationNetworking
internal import Synchronization

/// Hands what a session receives to the exchange that it belongs to.
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
    guard let exchange = exchange(of: dataTask), let response = response as? HTTPURLResponse else {
      return completionHandler(.cancel)
    }
    exchange.receive(status: response.statusCode)
    completionHandler(.allow)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    guard let exchange = exchange(of: dataTask), !exchange.receive(data) else { return }
    exchange.finish(.failure(.tooLarge(limit: HTTPClient.largestAnswer)))
    dataTask.cancel()
  }

  /// A model server has no reason to send anybody elsewhere, and a key must not go along.
  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
    completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    guard let exchange = exchange(of: task) else { return }
    if let error {
      exchange.finish(.failure(Self.failure(error)))
    } else {
      exchange.finish()
    }
  }

  private static func failure(_ error: any Error) -> CallFailure {
    guard let error = error as? URLError else { return .broken(error.localizedDescription) }
    return switch error.code {
    case .cannotConnectToHost: .refused("refused, or nobody there")
    case .cannotFindHost, .dnsLookupFailed: .refused("there is no such host")
    case .networkConnectionLost: .broken("before the answer was complete")
    case .secureConnectionFailed, .serverCertificateUntrusted, .serverCertificateHasBadDate,
      .serverCertificateHasUnknownRoot, .serverCertificateNotYetValid:
      .broken("no secure connection: \(error.localizedDescription)")
    default: .broken("\(error.localizedDescription) (\(error.code.rawValue))")
    }
  }
}
