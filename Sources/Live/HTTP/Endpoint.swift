import Documents
import Foundation

/// A value from a server's answer.
struct Answered<Value: Sendable>: Sendable {
  var value: Value
  /// The instant at which the answer was due, if the server is the emulator; what follows is dated
  /// by it.
  var instant: MachineInstant?
}

/// The base address of a server with a JSON interface over HTTP.
struct Endpoint: Sendable {
  /// The base of all paths, without a slash at its end.
  private let base: String
  /// The API key that accompanies each request.
  private let key: String?
  /// The file of the trusted certificates; nil for the system's.
  private let certificates: String?
  /// The texts that must not be shown where a server repeats them.
  private let secrets: [String]
  private let identity = ServerIdentity()

  /// Makes the endpoint at an address; nil unless it is an HTTP or HTTPS address.
  init?(_ address: URL, key: String? = nil, certificates: String? = nil) {
    guard let scheme = address.scheme?.lowercased(), ["http", "https"].contains(scheme),
      address.host()?.isEmpty == false, (1...0xFFFF).contains(address.port ?? 80),
      address.query() == nil, address.fragment() == nil
    else { return nil }
    let text = address.absoluteString
    base = text.hasSuffix("/") ? String(text.dropLast()) : text
    self.key = key
    self.certificates = certificates
    secrets = Self.secrets(of: address, key: key)
  }

  /// Whether the server has turned out to be the emulator.
  var isEmulator: Bool { identity.isEmulator }

  /// Whether a text holds the key or the password, which must not be shown.
  func holdsSecret(_ text: String) -> Bool { secrets.contains { text.contains($0) } }

  /// Asks for a path by which the server is recognised, before all other requests.
  func greet(_ path: String, timeout: Double) async throws(CallFailure) -> Answered<Node> {
    try await send("GET", path, timeout: timeout, isGreeting: true)
  }

  /// Sends a request and reads the answer as JSON.
  ///
  /// Only the emulator gets `headers`. For a status other than 2xx the failure has the server's own
  /// explanation.
  func send(
    _ method: String, _ path: String, _ body: JSONValue? = nil, headers: [String: String] = [:],
    timeout: Double
  ) async throws(CallFailure) -> Answered<Node> {
    try await send(method, path, body, headers: headers, timeout: timeout, isGreeting: false)
  }

  private func send(
    _ method: String, _ path: String, _ body: JSONValue? = nil, headers: [String: String] = [:],
    timeout: Double, isGreeting: Bool
  ) async throws(CallFailure) -> Answered<Node> {
    try await send(
      method, path, body, headers: headers, timeout: timeout, isGreeting: isGreeting
    ) { (answer) throws(CallFailure) in
      guard let node = Self.json(answer.body) else { throw .malformed("reply is not JSON") }
      return node
    }
  }

  /// Sends a request and reads the answer with `read`.
  func send<Value: Sendable>(
    _ method: String, _ path: String, _ body: JSONValue? = nil, headers: [String: String] = [:],
    timeout: Double, isGreeting: Bool = false,
    reading read: (HTTPAnswer) throws(CallFailure) -> Value
  ) async throws(CallFailure) -> Answered<Value> {
    do throws(CallFailure) {
      guard let url = URL(string: base + path) else { throw .malformed("not an address: \(path)") }
      let request = request(method, url, body, headers, timeout: timeout)
      let answer = try await HTTPExchange.send(request)
      if isGreeting { identity.learn(from: answer) }
      guard (200..<300).contains(answer.status) else {
        throw .status(
          answer.status, detail: Self.json(answer.body).map(Self.detail) ?? "",
          retryAfter: answer.retryAfter)
      }
      return Answered(value: try read(answer), instant: isEmulator ? answer.instant : nil)
    } catch {
      throw error.hiding(secrets)
    }
  }

  private func request(
    _ method: String, _ url: URL, _ body: JSONValue?, _ headers: [String: String], timeout: Double
  ) -> HTTPExchange.Request {
    var request = HTTPExchange.Request(
      method: method, url: url, headers: isEmulator ? headers : [:], body: body?.encoded,
      timeout: timeout, certificates: certificates)
    request.headers["Accept"] = "application/json"
    if body != nil { request.headers["Content-Type"] = "application/json" }
    if let key { request.headers["Authorization"] = "Bearer \(key)" }
    return request
  }

  /// Parses a body as JSON; nil if it is invalid.
  static func json(_ body: some Sequence<UInt8>) -> Node? {
    var diagnostics = Diagnostics()
    let source = SourceFile(name: "answer", bytes: Array(body), format: .json)
    let node = try? DocumentReader.read(source, diagnostics: &diagnostics)
    return diagnostics.hasErrors ? nil : node
  }

  /// A server's explanation of an error: its `detail`, or the `message` of its `error`.
  ///
  /// A list of `detail`s, of invalid fields, is shown as `body.prompt: Field required`.
  static func detail(_ node: Node) -> String {
    if let items = node["detail"]?.items {
      return items.map { item in
        let place = item["loc"]?.items?.compactMap(\.text).joined(separator: ".")
        return [place, item["msg"]?.text].compactMap(\.self).joined(separator: ": ")
      }.joined(separator: "; ")
    }
    let said = node["detail"] ?? node["error"]?["message"] ?? node["error"] ?? node["message"]
    return said?.text ?? ""
  }
}

extension Node {
  /// The text of a scalar that is not null.
  var text: String? { isNull ? nil : scalar?.text }
}
