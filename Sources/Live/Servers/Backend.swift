public import Foundation

/// The interface that a model server speaks.
public enum Backend: String, CaseIterable, Sendable {
  /// That of the GSwarm model server.
  case gswarm
  /// OpenAI's chat interface: Ollama, vLLM, llama.cpp, llama-swap and others.
  case openai

  /// The address that such a server usually has on the own machine.
  public var usualAddress: String {
    switch self {
    case .gswarm: "http://localhost:8000"
    case .openai: "http://localhost:8000/v1"
    }
  }

  /// The part of its interface that says whether the server is there.
  var healthPath: String {
    switch self {
    case .gswarm: "/health"
    case .openai: "/models"
    }
  }
}

/// Where a model server is and how to treat it.
public struct ServerSettings: Sendable {
  /// The base address.
  public let address: URL
  /// What it speaks.
  public let backend: Backend
  /// How long to wait for the answer to a call, in seconds.
  public let timeout: Double
  private let endpoint: Endpoint
  private let hasKey: Bool
  /// The pauses before a call is tried again, in seconds.
  var pauses = [0.5, 1.5]

  /// Describes a server; nil if the address is not one of HTTP, plain or secure.
  ///
  /// - Parameters:
  ///   - address: the part that all paths are appended to: `http://localhost:8000`.
  ///   - backend: what the server speaks.
  ///   - timeout: how long to wait for the answer to a call, in seconds.
  ///   - key: the secret that the server asks for.
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

  /// The server behind these settings.
  var server: any ModelServer {
    let patience = Patience(call: timeout, pauses: pauses)
    return switch backend {
    case .gswarm: GSwarmServer(endpoint, patience: patience)
    case .openai: OpenAIServer(endpoint, patience: patience)
    }
  }
}
