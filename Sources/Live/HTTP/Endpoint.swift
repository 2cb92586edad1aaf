import Documents
import Foundation

/// A value from a server's answer.
struct Answered<Value: Sendable>: Sendable {
  var value: Value
  /// The instant at which the answer was due, if the server reported one; what follows is dated by it.
  var instant: MachineInstant?
}

/// The base address of a server with a JSON interface over HTTP.
struct Endpoint: Sendable {
  /// The base of all paths, without a slash at its end.
  private let base: String
  /// The API key that accompanies each request.
  private let key: String?

  /// Makes the endpoint at an address; nil unless it is an HTTP or HTTPS address.
  init?(_ address: URL, key: String? = nil) {
    guard let scheme = address.scheme?.lowercased(), ["http", "https"].contains(scheme),
      address.host()?.isEmpty == false, (1...0xFFFF).contains(address.port ?? 80),
      address.query() == nil, address.fragment() == nil
    else { return nil }
    let text = address.absoluteString
    base = text.hasSuffix("/") ? String(text.dropLast()) : text
    self.key = key
  }

  /// Whether a key would travel unencrypted over a network.
  static func exposesKeys(at address: URL) -> Bool {
    address.scheme?.lowercased() == "http" && !HTTPExchange.Request.staysOnMachine(address)
  }

  /// Returns an address without a user name and password, safe to print.
  static func shown(_ address: URL) -> String {
    guard address.user() != nil || address.password() != nil,
      var parts = URLComponents(url: address, resolvingAgainstBaseURL: false)
    else { return visible(address.absoluteString) }
    parts.user = nil
    parts.password = nil
    return visible(parts.string ?? address.host() ?? "")
  }

  /// Sends a request and reads the answer as JSON.
  ///
  /// - Throws: `CallFailure`; for a status other than 2xx with the server's own explanation.
  func send(
    _ method: String, _ path: String, _ body: JSONValue? = nil, headers: [String: String] = [:],
    timeout: Double
  ) async throws(CallFailure) -> Answered<Node> {
    guard let url = URL(string: base + path) else { throw .malformed("not an address: \(path)") }
    var request = HTTPExchange.Request(
      method: method, url: url, headers: headers, body: body?.encoded)
    request.headers["Accept"] = "application/json"
    if body != nil { request.headers["Content-Type"] = "application/json" }
    if let key { request.headers["Authorization"] = "Bearer \(key)" }
    let answer = try await HTTPExchange.send(request, timeout: timeout)
    let node = Self.json(answer.body)
    guard (200..<300).contains(answer.status) else {
      throw .status(answer.status, detail: node.map(Self.detail) ?? "")
    }
    guard let node else { throw .malformed("reply is not JSON") }
    return Answered(value: node, instant: answer.instant)
  }

  /// Parses a body as JSON; nil if it is invalid.
  static func json(_ body: some Sequence<UInt8>) -> Node? {
    var diagnostics = Diagnostics()
    let source = SourceFile(name: "answer", bytes: Array(body), format: .json)
    let node = try? DocumentReader.read(source, diagnostics: &diagnostics)
    return diagnostics.hasErrors ? nil : node
  }

  /// A server's explanation of an error: its `detail`, or the `message` of its `error`.
  private static func detail(_ node: Node) -> String {
    let said = node["detail"] ?? node["error"]?["message"] ?? node["error"] ?? node["message"]
    return said?.scalar?.text ?? ""
  }
}

/// Makes an attempt, and further ones after a pause while the failure may pass.
func retrying<Value: Sendable>(
  pauses: [Double], _ attempt: @Sendable () async throws(CallFailure) -> Value
) async throws(CallFailure) -> Value {
  for pause in pauses {
    do { return try await attempt() } catch {
      guard error.isTransient else { throw error }
    }
    do { try await Task.sleep(for: .seconds(pause)) } catch { throw .cancelled }
  }
  return try await attempt()
}
