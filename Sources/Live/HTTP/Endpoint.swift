import Documents
import Foundation

/// What a server answered.
struct Answered<Value: Sendable>: Sendable {
  var value: Value
  /// When the answer was due, from a server that says so: what follows from it begins then.
  var instant: MachineInstant?
}

/// A server that speaks JSON over HTTP, at a base address.
struct Endpoint: Sendable {
  /// The part of the address that all paths are appended to, without a slash at its end.
  private let base: String
  /// The secret that goes along with each request.
  private let key: String?

  /// Makes the endpoint at an address; nil unless that is one of HTTP, plain or secure.
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

  /// An address as it may be shown: without a user name and password.
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
  /// - Throws: also for a status other than 2xx, with what the server says about it.
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
    guard let node else { throw .malformed("it is not JSON") }
    return Answered(value: node, instant: answer.instant)
  }

  /// The value that a body is; nil if it is not JSON.
  static func json(_ body: some Sequence<UInt8>) -> Node? {
    var diagnostics = Diagnostics()
    let source = SourceFile(name: "answer", bytes: Array(body), format: .json)
    let node = try? DocumentReader.read(source, diagnostics: &diagnostics)
    return diagnostics.hasErrors ? nil : node
  }

  /// What a server says of an error: its `detail`, or the `message` of its `error`.
  private static func detail(_ node: Node) -> String {
    let said = node["detail"] ?? node["error"]?["message"] ?? node["error"] ?? node["message"]
    return said?.scalar?.text ?? ""
  }
}

/// Tries something again while its failure may pass, with a pause before each further attempt.
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
