import Foundation

extension HTTPExchange {
  /// A request to a server.
  struct Request: Sendable {
    var method: String
    var url: URL
    var headers: [String: String]
    /// The body of a `POST`.
    var body: Data?
    /// The time-out of the whole exchange, in seconds.
    var timeout: Double
    /// The file of the trusted certificates; nil for the system's.
    var certificates: String?

    /// The longest time of connecting, in seconds.
    ///
    /// A server that is busy may take as long as it likes over the handshake of a secure connection.
    var connectTimeout: Double { takesOwnConnection ? min(timeout, 10) : timeout }

    /// Whether the request gets a connection of its own, which ends with it.
    ///
    /// A server may close a kept connection at the moment of its reuse. A secure
    /// connection takes so long to establish that it would distort the measurement.
    var takesOwnConnection: Bool { url.scheme?.lowercased() != "https" }

    /// Whether the host's name is one of this machine, which proxies are not for.
    var staysOnMachine: Bool { Self.staysOnMachine(url) }

    /// Whether the host of an address is this machine, as far as its name tells.
    static func staysOnMachine(_ url: URL) -> Bool {
      let host = url.host() ?? ""
      return ["localhost", "::1"].contains(host.lowercased()) || host.hasPrefix("127.")
    }

    /// The headers as lines, in order.
    var headerLines: [String] {
      var lines = headers.sorted { $0.key < $1.key }.map { name, value in
        // A value must not begin a line of its own.
        "\(name): \(String(String.UnicodeScalarView(value.unicodeScalars.filter { $0.value >= 0x20 })))"
      }
      // Without it libcurl would ask before it sends a large body, and wait a second.
      lines.append("Expect:")
      if takesOwnConnection { lines.append("Connection: close") }
      return lines
    }
  }
}
