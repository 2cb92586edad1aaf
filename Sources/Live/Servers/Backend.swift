public import Foundation

/// The interface that a model server speaks.
public enum Backend: String, CaseIterable, Sendable {
  /// The GSwarm model server's interface.
  case gswarm
  /// OpenAI's chat interface: Ollama, vLLM, llama.cpp, llama-swap and others.
  case openai

  /// The usual address of such a server on this machine.
  public var usualAddress: String {
    switch self {
    case .gswarm: "http://localhost:8000"
    case .openai: "http://localhost:8000/v1"
    }
  }

  /// The path of a request that every such server answers.
  var healthPath: String {
    switch self {
    case .gswarm: "/health"
    case .openai: "/models"
    }
  }
}

/// The address of a model server, its interface and its time-outs.
public struct ServerSettings: Sendable {
  /// The base address.
  public let address: URL
  /// The server's interface.
  public let backend: Backend
  /// The time-out of a call, in seconds.
  public let timeout: Double
  private let endpoint: Endpoint
  private let hasKey: Bool
  /// The pauses before further attempts, in seconds.
  var pauses = [0.5, 1.5]

  /// Describes a server; nil unless the address is an HTTP or HTTPS address.
  ///
  /// - Parameters:
  ///   - address: the base of all paths, such as `http://localhost:8000`.
  ///   - backend: the server's interface.
  ///   - timeout: the time-out of a call, in seconds.
  ///   - key: the API key.
  public init?(address: String, backend: Backend, timeout: Double = 300, key: String? = nil) {
    guard let url = URL(string: address), let endpoint = Endpoint(url, key: key) else {
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

  /// A client of the server.
  var server: any ModelServer {
    let patience = Patience(call: timeout, pauses: pauses)
    return switch backend {
    case .gswarm: GSwarmServer(endpoint, patience: patience)
    case .openai: OpenAIServer(endpoint, patience: patience)
    }
  }
}
