/// A request on its way.
struct HTTPRequest: Sendable {
  var method: String
  var host: String
  var port: UInt16
  /// The path, escaped.
  var path: String
  /// Names and values, without those that say how the message is sent.
  var headers: [(String, String)] = []
  var body: [UInt8] = []

  /// The request as it goes over the wire; for a connection of its own.
  var bytes: [UInt8] {
    let name = host.contains(":") ? "[\(host)]" : host
    var head = "\(method) \(path) HTTP/1.1\r\nHost: \(name):\(port)\r\nConnection: close\r\n"
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    if !body.isEmpty || method == "POST" { head += "Content-Length: \(body.count)\r\n" }
    return Array((head + "\r\n").utf8) + body
  }
}

/// The status and the body of an answer.
struct HTTPAnswer: Sendable {
  var status: Int
  var body: [UInt8]
}
