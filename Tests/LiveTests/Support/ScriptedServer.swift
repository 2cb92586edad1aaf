import Foundation
import Glibc
import Synchronization

/// A request as it came over the wire.
struct WireRequest: Sendable {
  let method: String
  let path: String
  let head: String
  let body: String
}

/// What a scripted server does with a request.
enum WireAnswer: Sendable {
  /// A proper answer.
  case json(Int, String)
  /// A proper answer, one byte at a time.
  case trickle(Int, String)
  /// A head that promises more than ever comes: one byte after the other until somebody gives up.
  case endless
  /// Just these bytes; then the connection ends.
  case raw(String)
  /// A body of so many bytes.
  case huge(Int)
  /// Nothing, until the server stops or the client is gone.
  case silence
  /// The end of the connection.
  case hangUp
}

extension WireAnswer {
  /// An answer by which the emulator is known.
  static func emulated(_ body: String, _ header: String = "X: y") -> WireAnswer {
    .raw(
      "HTTP/1.1 200 OK\r\nServer: gswarm-sim-emulator\r\n\(header)\r\n"
        + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
  }
}

/// A server on raw sockets that misbehaves as told: one thread for each connection.
final class ScriptedServer: Sendable {
  typealias Script = @Sendable (WireRequest) -> WireAnswer

  private struct State {
    var listener: Int32 = -1
    var connections: Set<Int32> = []
    var requests: [WireRequest] = []
  }

  let port: UInt16
  private let state = Mutex(State())
  private let script: Script
  private let keepsRequests: Bool

  /// Starts to listen, on any free port unless one is given.
  init(port: UInt16 = 0, keepsRequests: Bool = true, script: @escaping Script) throws {
    self.script = script
    self.keepsRequests = keepsRequests
    let (listener, port) = try Self.listen(on: port)
    self.port = port
    accept(on: listener)
  }

  var address: String { "http://127.0.0.1:\(port)" }

  /// The requests so far.
  var requests: [WireRequest] { state.withLock { $0.requests } }

  /// The requests so far whose paths begin like this.
  func count(of path: String) -> Int { requests.count { $0.path.hasPrefix(path) } }

  /// Ends all connections and refuses new ones.
  func stop() {
    state.withLock { state in
      if state.listener >= 0 { shutdown(state.listener, Int32(SHUT_RDWR)) }
      for connection in state.connections { shutdown(connection, Int32(SHUT_RDWR)) }
    }
  }

  private static func listen(on port: UInt16) throws -> (Int32, UInt16) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var isOn: Int32 = 1
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &isOn, socklen_t(MemoryLayout<Int32>.size))
    setsockopt(
      listener, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        (bind(listener, $0, size), Glibc.listen(listener, 128), getsockname(listener, $0, &size))
      }
    }
    guard status == (0, 0, 0) else { throw POSIXError(.EADDRINUSE) }
    return (listener, address.sin_port.bigEndian)
  }

  private func accept(on listener: Int32) {
    state.withLock { $0.listener = listener }
    Thread.detachNewThread { [self] in
      while true {
        let connection = Glibc.accept(listener, nil, nil)
        guard connection >= 0 else { break }
        state.withLock { _ = $0.connections.insert(connection) }
        Thread.detachNewThread { [self] in serve(connection) }
      }
      close(listener)
      state.withLock { $0.listener = -1 }
    }
  }

  private func serve(_ connection: Int32) {
    while let request = Self.read(connection) {
      if keepsRequests { state.withLock { $0.requests.append(request) } }
      guard answer(script(request), on: connection) else { break }
    }
    state.withLock { _ = $0.connections.remove(connection) }
    close(connection)
  }

  /// Carries an answer out; false if the connection is over.
  private func answer(_ answer: WireAnswer, on connection: Int32) -> Bool {
    switch answer {
    case .json(let status, let body): return Self.write(Self.message(status, body), connection)
    case .trickle(let status, let body):
      return Self.message(status, body).utf8.allSatisfy { Self.write([$0], connection) }
    case .endless:
      _ = Self.write(Self.head(200, length: 1_000_000), connection)
      while Self.write([UInt8(ascii: " ")], connection) { usleep(200) }
      return false
    case .raw(let bytes):
      _ = Self.write(bytes, connection)
      return false
    case .huge(let count):
      let piece = [UInt8](repeating: UInt8(ascii: " "), count: 1 << 16)
      guard Self.write(Self.head(200, length: count), connection) else { return false }
      return (0..<count / piece.count).allSatisfy { _ in Self.write(piece, connection) }
    case .silence:
      var byte: UInt8 = 0
      _ = recv(connection, &byte, 1, 0)
      return false
    case .hangUp: return false
    }
  }

  private static func head(_ status: Int, length: Int) -> String {
    "HTTP/1.1 \(status) Whatever\r\nContent-Type: application/json\r\n"
      + "Content-Length: \(length)\r\n\r\n"
  }

  private static func message(_ status: Int, _ body: String) -> String {
    head(status, length: body.utf8.count) + body
  }

  private static func write(_ text: String, _ connection: Int32) -> Bool {
    write(Array(text.utf8), connection)
  }

  private static func write(_ bytes: [UInt8], _ connection: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        send(
          connection, $0.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  private static func read(_ connection: Int32) -> WireRequest? {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let text = String(decoding: bytes, as: UTF8.self)
      if let end = text.range(of: "\r\n\r\n") {
        let head = String(text[..<end.lowerBound])
        let length =
          head.lowercased().firstMatch(of: #/content-length: *(\d+)/#)
          .flatMap { Int($0.1) } ?? 0
        if text[end.upperBound...].utf8.count >= length {
          let words = head.split(separator: " ", maxSplits: 2)
          guard words.count == 3 else { return nil }
          return WireRequest(
            method: String(words[0]), path: String(words[1]), head: head,
            body: String(text[end.upperBound...]))
        }
      }
      let count = recv(connection, &piece, piece.count, 0)
      guard count > 0 else { return nil }
      bytes += piece[..<count]
    }
  }
}
