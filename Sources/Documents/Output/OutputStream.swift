internal import Foundation

/// A file descriptor that takes bytes in large pieces.
public struct OutputStream: ~Copyable {
  /// The number of bytes, or more, that are handed to the system at once.
  public static let pieceSize = 1 << 16

  /// The open descriptor, −1 once it is closed.
  private var descriptor: Int32
  private let name: String
  private let ownsDescriptor: Bool
  private let isInterrupted: () -> Bool
  private var pending: [UInt8] = []

  /// Standard output.
  public static func standardOutput() -> OutputStream {
    OutputStream(descriptor: STDOUT_FILENO, name: "standard output", ownsDescriptor: false)
  }

  /// A stream to an open descriptor, which it closes at its end if it owns it.
  init(
    descriptor: Int32, name: String, ownsDescriptor: Bool = true,
    isInterrupted: @escaping () -> Bool = { false }
  ) {
    self.descriptor = descriptor
    self.name = name
    self.ownsDescriptor = ownsDescriptor
    self.isInterrupted = isInterrupted
  }

  deinit { if ownsDescriptor, descriptor >= 0 { Foundation.close(descriptor) } }

  /// Takes bytes; fewer than a piece may be kept until `flush`.
  public mutating func write(_ bytes: ArraySlice<UInt8>) throws(WriteFailure) {
    guard bytes.count >= Self.pieceSize else {
      pending.append(contentsOf: bytes)
      if pending.count >= Self.pieceSize { try flush() }
      return
    }
    try flush()
    try hand(bytes)
  }

  /// Takes text; it may be kept until `flush`.
  public mutating func write(_ text: String) throws(WriteFailure) {
    pending.append(contentsOf: text.utf8)
    if pending.count >= Self.pieceSize { try flush() }
  }

  /// Hands everything to the system.
  public mutating func flush() throws(WriteFailure) {
    try hand(pending[...])
    pending.removeAll(keepingCapacity: true)
  }

  /// Hands everything to the system and closes the descriptor.
  ///
  /// - Parameter isDurable: Whether to wait until the bytes are on the disk.
  /// - Throws: The reason why some bytes could not be written.
  mutating func close(isDurable: Bool) throws(WriteFailure) {
    try flush()
    let closing = descriptor
    descriptor = -1
    // Delayed writing may fail as late as here, and on a network even in `close`.
    let isSynced = !isDurable || fsync(closing) == 0
    let code = errno
    let isClosed = Foundation.close(closing) == 0 || errno == EINTR
    guard isSynced else { throw WriteFailure(name, errno: code) }
    guard isClosed else { throw WriteFailure(name, errno: errno) }
  }

  private func hand(_ bytes: ArraySlice<UInt8>) throws(WriteFailure) {
    var rest = bytes
    while !rest.isEmpty {
      guard !isInterrupted() else { throw .interruption }
      let written = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 && errno == EINTR { continue }
      guard written >= 0 else { throw WriteFailure(name, errno: errno) }
      rest.removeFirst(written)
    }
  }
}
