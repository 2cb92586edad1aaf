import Foundation
import Glibc

/// A client on a raw socket that sends whatever a test wants.
final class WireClient {
  private var descriptor: Int32

  /// Connects; reading gives up after `patience` seconds.
  init?(port: UInt16, patience: Int = 20) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    var time = timeval(tv_sec: patience, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(descriptor, SOL_SOCKET, option, &time, size)
    }
    let socket = descriptor
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else {
      close()
      return nil
    }
  }

  deinit { close() }

  func close() {
    if descriptor >= 0 { Glibc.close(descriptor) }
    descriptor = -1
  }

  /// Sends bytes; false if the other side does not take them.
  @discardableResult func send(_ bytes: some Collection<UInt8>) -> Bool {
    Array(bytes).withUnsafeBytes { buffer in
      var sent = 0
      while sent < buffer.count {
        let count = Glibc.send(
          descriptor, buffer.baseAddress?.advanced(by: sent), buffer.count - sent,
          Int32(MSG_NOSIGNAL))
        guard count > 0 else { return false }
        sent += count
      }
      return true
    }
  }

  @discardableResult func send(_ text: String) -> Bool { send(text.utf8) }

  /// Reads until the answer has a text, the connection ends or time is up.
  func read(until text: String? = nil) -> String {
    var answer = ""
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while text.map({ !answer.contains($0) }) ?? true {
      let count = recv(descriptor, &piece, piece.count, 0)
      guard count > 0 else { break }
      answer += String(decoding: piece[..<count], as: UTF8.self)
    }
    return answer
  }

  /// Whether the other side has ended the connection.
  var isEnded: Bool {
    var byte: UInt8 = 0
    return recv(descriptor, &byte, 1, Int32(MSG_PEEK)) == 0
      || (errno != EAGAIN && errno != EWOULDBLOCK && errno != 0)
  }

  /// The connections that a server has at a port of this machine and has not closed.
  ///
  /// The open files of this process would not tell: other tests open some at the same time.
  static func connections(at port: UInt16) -> Int {
    // Files of the system have no size, and only a handle reads all of them.
    let file = FileHandle(forReadingAtPath: "/proc/net/tcp")
    let table = String(decoding: (try? file?.readToEnd()) ?? Data(), as: UTF8.self)
    let (established, halfClosed) = ("01", "08")
    return table.split(separator: "\n").dropFirst().count { line in
      let words = line.split(separator: " ")
      guard words.count > 3, let local = words[1].split(separator: ":").last else { return false }
      return UInt16(local, radix: 16) == port
        && [established, halfClosed].contains(String(words[3]))
    }
  }

  /// A request with a body.
  static func message(
    _ method: String, _ path: String, _ body: String = "", headers: String = ""
  ) -> String {
    "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
      + "Content-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)"
  }

  /// A chat of the model `m0`.
  static func chat(seconds: Double, stream: Bool = false) -> String {
    message(
      "POST", "/v1/chat/completions",
      #"{"model": "m0", "messages": [{"role": "user", "content": "x"}], "stream": \#(stream)}"#,
      headers: "X-Expected-Seconds: \(seconds)\r\n")
  }
}
