internal import Dispatch
internal import Foundation
internal import FoundationNetworking

/// The session that all exchanges share which take no way of their own: see `HTTPConnection`.
///
/// It is never given back: on Linux the process may crash when a session ends that holds secure
/// connections (swift-corelibs-foundation, issue 5203).
enum HTTPSession {
  private static let router = HTTPRouter()

  private static let session: URLSession = {
    reachOwnMachineDirectly()
    let configuration = URLSessionConfiguration.ephemeral
    // Who calls limits the calls; one that waited for its turn would be measured too long.
    configuration.httpMaximumConnectionsPerHost = .max
    configuration.urlCache = nil
    configuration.urlCredentialStorage = nil
    configuration.httpCookieStorage = nil
    configuration.httpShouldSetCookies = false
    return URLSession(configuration: configuration, delegate: router, delegateQueue: nil)
  }()

  private static let queue = DispatchQueue(label: "HTTPSession")

  /// Does something with the session, one thing after the other.
  ///
  /// Tasks begin and end only there: both wait for the session, which may be looking up a host.
  static func perform(_ operation: @escaping @Sendable (URLSession, HTTPRouter) -> Void) {
    queue.async { operation(session, router) }
  }

  /// Whether the environment names a proxy.
  static let hasProxy = ProcessInfo.processInfo.environment.contains {
    $0.key.lowercased().hasSuffix("_proxy") && $0.key.lowercased() != "no_proxy"
      && !$0.value.isEmpty
  }

  /// Whether a host is this machine, as far as its name tells.
  static func isOwnMachine(_ host: String) -> Bool {
    ["localhost", "::1"].contains(host.lowercased()) || host.hasPrefix("127.")
  }

  /// Exempts the own machine from the proxies that the environment names.
  ///
  /// On Linux a session has no setting for it but the environment.
  private static func reachOwnMachineDirectly() {
    let environment = ProcessInfo.processInfo.environment
    let exempt = environment["no_proxy"] ?? environment["NO_PROXY"]
    guard exempt != "*", hasProxy else { return }
    let all = [exempt, "localhost", "127.0.0.1", "::1"].compactMap(\.self)
    setenv("no_proxy", all.joined(separator: ","), 1)
  }
}

extension CallFailure {
  /// What a session says of a request that failed.
  ///
  /// - Parameters:
  ///   - error: the end of the task.
  ///   - hasConnected: whether anything went over a connection.
  init(_ error: any Error, hasConnected: Bool) {
    let code = (error as? URLError)?.code
    let reason = error.localizedDescription
    self =
      switch code {
      case .cannotConnectToHost where !hasConnected: .refused("Connection refused")
      case .cannotFindHost: .refused("there is no such host")
      case .timedOut where !hasConnected: .refused("nobody answers")
      case .badServerResponse, .networkConnectionLost: .broken("before the answer was complete")
      case .badURL: .refused("a host in numbers can only be one of IPv4")
      case .unsupportedURL: .broken("what came is not HTTP")
      case _ where !hasConnected: .refused(reason)
      default: .broken(reason)
      }
  }
}
