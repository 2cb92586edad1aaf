public import Foundation

/// The address of a model server, its interface and its time-outs.
public struct ServerSettings: Sendable {
  /// The base address.
  public let address: URL
  /// The server's interface.
  public let backend: Backend
  /// The time-out of a call, in seconds.
  public let timeout: Double
  /// The time-out of a download, or of replacing one model by another, in seconds.
  public var setUpTimeout = 3600.0
  /// The devices on which a GSwarm server serves models.
  public var devices = DeviceKind.cuda
  /// The folder in which instances are noted while they live; nil for none.
  public var journalFolder: String?
  private let endpoint: Endpoint
  private let hasKey: Bool
  /// The pauses before further attempts, in seconds.
  var pauses = [0.5, 1.5]
  /// The longest wait for a sign of health, in seconds.
  var healthPatience: Double?
  /// The time after which the user is told of that wait, in seconds.
  var quiet: Double?

  /// Describes a server; nil unless the address is an HTTP or HTTPS address.
  ///
  /// - Parameters:
  ///   - address: the base of all paths, such as `http://localhost:8000`.
  ///   - backend: the server's interface.
  ///   - timeout: the time-out of a call, in seconds.
  ///   - key: the API key.
  ///   - certificates: the file of the trusted certificates; nil for the system's.
  public init?(
    address: String, backend: Backend, timeout: Double = 300, key: String? = nil,
    certificates: String? = nil
  ) {
    guard let url = URL(string: address),
      let endpoint = Endpoint(url, key: key, certificates: certificates)
    else {
      return nil
    }
    self.address = url
    self.backend = backend
    self.timeout = timeout
    self.endpoint = endpoint
    hasKey = key != nil
  }

  /// The address without a user name and password, safe to print.
  public var shownAddress: String { Endpoint.shown(address) }

  /// A warning if a secret travels unencrypted to another machine; nil if none does.
  var exposureWarning: String? {
    guard hasKey || address.password() != nil, Endpoint.exposesKeys(at: address) else { return nil }
    return "the key goes to \(shownAddress) unencrypted; use https:// where the server has it"
  }

  /// The time-outs of requests.
  var patience: Patience {
    var patience = Patience(call: timeout, setUp: setUpTimeout, pauses: pauses)
    if let healthPatience { patience.health = healthPatience }
    if let quiet { patience.quiet = quiet }
    return patience
  }

  /// A client of the server.
  var server: any ModelServer {
    switch backend {
    case .gswarm: GSwarmServer(endpoint, patience: patience, devices: devices)
    case .openai: OpenAIServer(endpoint, patience: patience)
    }
  }
}
