import Glibc

/// A socket on which this machine, and no other one, can open connections.
struct ListeningSocket: Sendable {
  let descriptor: Int32
  /// The port, also if any free one was asked for.
  let port: UInt16

  /// Listens on a port; 0 for any free one.
  init(port: UInt16) throws(LiveFailure) {
    let flags = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    descriptor = socket(AF_INET, flags, 0)
    var isOn: Int32 = 1
    let size = socklen_t(MemoryLayout<Int32>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &isOn, size)
    // Head and body of an answer are not held back until the other side confirms.
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, size)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let (socket, known) = (descriptor, length)
    let isListening = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, known) == 0 && listen(socket, 4096) == 0
          && getsockname(socket, $0, &length) == 0
      }
    }
    guard isListening else {
      let reason = String(cString: strerror(errno))
      close(descriptor)
      throw LiveFailure(sentence: "cannot listen on port \(port): \(reason)")
    }
    self.port = address.sin_port.bigEndian
  }
}
