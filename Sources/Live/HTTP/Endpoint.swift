internal import Documents
internal import Foundation

/// A server that speaks JSON over HTTP, at a base address.
struct Endpoint: Sendable {
  private let host: String
  private let port: UInt16
  /// The part of the path that goes before all others, without a slash at its end.
  private let base: String
  /// The secret that goes along with each request.
  private let key: String?

  /// Makes the endpoint at an address; nil unless that is one of plain HTTP.
  init?(_ address: URL, key: String? = nil) {
    guard address.scheme?.lowercased() == "http", address.query() == nil,
      let host = address.host(percentEncoded: false), !host.isEmpty,
      let port = UInt16(exactly: address.port ?? 80)
    else { return nil }
    self.host = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
    self.port = port
    let path = address.path(percentEncoded: true)
    base = path.hasSuffix("/") ? String(path.dropLast()) : path
    self.key = key
  }

  /// Sends a request and reads the answer as JSON.
  ///
  /// - Throws: also for a status other than 2xx, with what the server says about it.
  func send(
    _ method: String, _ path: String, _ body: JSONValue? = nil, headers: [String: String] = [:],
    timeout: Double
  ) async throws(CallFailure) -> Node {
    var request = HTTPRequest(method: method, host: host, port: port, path: base + path)
    request.headers = headers.sorted { $0.key < $1.key } + [("Accept", "application/json")]
    if let body {
      request.headers.append(("Content-Type", "application/json"))
      request.body = Array(body.encoded)
    }
    if let key { request.headers.append(("Authorization", "Bearer \(key)")) }
    let answer = try await HTTPExchange.send(request, timeout: timeout)
    let node = Self.json(answer.body)
    guard (200..<300).contains(answer.status) else {
      throw .status(answer.status, detail: node.map(Self.detail) ?? "")
    }
    guard let node else { throw .malformed("it is not JSON") }
    return node
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
