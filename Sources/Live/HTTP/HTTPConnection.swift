internal import Foundation
internal import FoundationNetworking
internal import Glibc
internal import Synchronization

/// A request and its answer over a connection of their own, without encryption: a thread that waits.
///
/// On Linux a `URLSession` keeps a core busy for as long as it waits for an answer: it goes on being
/// told that it could send more. Here that is half of what a small machine has, and everything that
/// is measured comes late. So the session is left to what only it can do.
final class HTTPConnection: Sendable {
  private struct State {
    var socket: Int32 = -1
    var isCancelled = false
  }

  private let state = Mutex(State())

  /// Whether a request can go this way: not if it is to be encrypted, or may have to take a proxy.
  static func reaches(_ request: URLRequest) -> Bool {
    guard let url = request.url, url.scheme?.lowercased() == "http", url.user() == nil else {
      return false
    }
    return HTTPSession.isOwnMachine(url.host() ?? "") || !HTTPSession.hasProxy
  }

  /// Sends a request and hands its end to `finish`, from a thread of its own.
  func start(_ request: URLRequest, finish: @escaping @Sendable (HTTPExchange.Outcome) -> Void) {
    let thread = Thread { [self] in
      let outcome: HTTPExchange.Outcome
      do throws(CallFailure) {
        outcome = .success(try carryOut(request))
      } catch {
        outcome = .failure(error)
      }
      hangUp()
      finish(outcome)
    }
    thread.stackSize = 256 << 10
    thread.start()
  }

  /// Ends the connection; whoever waits for it notices at once.
  func cancel() {
    state.withLock { state in
      state.isCancelled = true
      if state.socket >= 0 { shutdown(state.socket, Int32(SHUT_RDWR)) }
    }
  }

  private func hangUp() {
    state.withLock { state in
      if state.socket >= 0 { close(state.socket) }
      state.socket = -1
    }
  }

  private func carryOut(_ request: URLRequest) throws(CallFailure) -> HTTPAnswer {
    guard let url = request.url, let host = url.host() else { throw .refused("there is no host") }
    let socket = try connect(host, port: url.port ?? 80)
    // A server that refuses a body may answer before it has all of it.
    Self.send(Self.message(request, url: url, host: host), to: socket)
    var answer = HTTPAnswerReader()
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while !answer.isComplete {
      let count = recv(socket, &buffer, buffer.count, 0)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return try answer.atEnd(isClean: count == 0) }
      try answer.take(buffer[..<count])
    }
    return answer.answer
  }

  /// Connects to the first address of a host that takes the connection.
  private func connect(_ host: String, port: Int) throws(CallFailure) -> Int32 {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, "\(port)", &hints, &list) == 0 else {
      throw .refused("there is no such host")
    }
    defer { freeaddrinfo(list) }
    var reason = "nobody answers"
    var next = list
    while let entry = next?.pointee {
      next = entry.ai_next
      let socket = socket(
        entry.ai_family, entry.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), entry.ai_protocol)
      guard socket >= 0 else { throw .refused(String(cString: strerror(errno))) }
      try adopt(socket)
      var status: Int32
      repeat {
        status = Glibc.connect(socket, entry.ai_addr, entry.ai_addrlen)
      } while status != 0 && errno == EINTR
      if status == 0 {
        // The head and the body are one piece, but a large one is sent in several.
        var isOn: Int32 = 1
        setsockopt(
          socket, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<Int32>.size))
        return socket
      }
      reason = String(cString: strerror(errno))
      hangUp()
    }
    throw .refused(reason)
  }

  /// Takes a socket for the one to cancel.
  private func adopt(_ socket: Int32) throws(CallFailure) {
    let isCancelled = state.withLock { state in
      state.socket = socket
      return state.isCancelled
    }
    if isCancelled { throw .cancelled }
  }

  /// The bytes of a request.
  private static func message(_ request: URLRequest, url: URL, host: String) -> [UInt8] {
    let path = url.path(percentEncoded: true)
    let name = host.contains(":") ? "[\(host)]" : host
    var lines = ["\(request.httpMethod ?? "GET") \(path.isEmpty ? "/" : path) HTTP/1.1"]
    lines.append("Host: \(name)" + (url.port.map { ":\($0)" } ?? ""))
    lines.append("Content-Length: \(request.httpBody?.count ?? 0)")
    for (name, value) in (request.allHTTPHeaderFields ?? [:]).sorted(by: { $0.key < $1.key }) {
      // A value must not begin a line of its own.
      lines.append("\(name): \(String(value.unicodeScalars.filter { $0.value >= 0x20 }))")
    }
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + (request.httpBody ?? Data())
  }

  private static func send(_ message: [UInt8], to socket: Int32) {
    var rest = message[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      rest.removeFirst(count)
    }
  }
}
