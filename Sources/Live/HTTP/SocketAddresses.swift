internal import Foundation

/// Where a server may be reached, as the system's name service says.
struct SocketAddresses: ~Copyable {
  private let first: UnsafeMutablePointer<addrinfo>

  /// Looks a host up; blocks.
  init(host: String, port: UInt16) throws(CallFailure) {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    let status = getaddrinfo(host, "\(port)", &hints, &found)
    guard status == 0, let found else {
      throw .refused(String(cString: gai_strerror(status)))
    }
    first = found
  }

  deinit { freeaddrinfo(first) }

  /// Connects to the first address that takes the connection; blocks.
  ///
  /// - Parameter began: is told each socket before it is connected, and nil before it is closed again;
  ///   false gives up.
  /// - Returns: the connected socket, which is the caller's to close.
  /// - Throws: why the last address did not take the connection.
  borrowing func connect(began: (Int32?) -> Bool) throws(CallFailure) -> Int32 {
    var reason = errno
    var next: UnsafeMutablePointer<addrinfo>? = first
    while let address = next?.pointee {
      next = address.ai_next
      let connection = socket(
        address.ai_family, address.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), address.ai_protocol)
      guard connection >= 0 else {
        reason = errno
        continue
      }
      let isWanted = began(connection)
      if isWanted, Foundation.connect(connection, address.ai_addr, address.ai_addrlen) == 0 {
        return connection
      }
      reason = errno
      _ = began(nil)
      close(connection)
      guard isWanted else { throw .cancelled }
    }
    throw .refused(String(cString: strerror(reason)))
  }

  /// Sends all bytes; blocks.
  static func send(_ bytes: [UInt8], to connection: Int32) throws(CallFailure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Foundation.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0, errno == EINTR { continue }
      // A server may refuse a request before it has read it, and its answer says why.
      guard count >= 0 else { return }
      rest.removeFirst(count)
    }
  }
}
