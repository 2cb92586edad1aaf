internal import Foundation

/// Why something could not be written.
public struct WriteFailure: Error {
  /// What to tell the user, without the word "error".
  public let sentence: String

  /// Whether nothing went wrong but the user wanted no more.
  public let isInterruption: Bool

  static let interruption = WriteFailure(sentence: "interrupted", isInterruption: true)

  private init(sentence: String, isInterruption: Bool) {
    self.sentence = sentence
    self.isInterruption = isInterruption
  }

  init(_ path: String, errno code: Int32) {
    isInterruption = false
    sentence = "cannot write \(path): \(String(cString: strerror(code)))"
  }
}

/// A file descriptor that takes bytes in large pieces.
public struct OutputStream: ~Copyable {
  /// How many bytes are handed to the system at once, or more.
  static let pieceSize = 1 << 16

  private let descriptor: Int32
  private let name: String
  private let ownsDescriptor: Bool
  private var pending = ByteBuffer()

  /// Standard output.
  public static func standardOutput() -> OutputStream {
    OutputStream(descriptor: STDOUT_FILENO, name: "standard output", ownsDescriptor: false)
  }

  /// A new file that only its owner may write; it must not exist.
  init(creating path: String) throws(WriteFailure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw WriteFailure(path, errno: errno) }
    self.init(descriptor: descriptor, name: path, ownsDescriptor: true)
  }

  private init(descriptor: Int32, name: String, ownsDescriptor: Bool) {
    self.descriptor = descriptor
    self.name = name
    self.ownsDescriptor = ownsDescriptor
  }

  deinit { if ownsDescriptor { close(descriptor) } }

  /// Takes bytes; they may be kept until `flush`.
  mutating func write(_ buffer: ByteBuffer) throws(WriteFailure) {
    guard buffer.count >= Self.pieceSize else {
      pending.append(buffer)
      if pending.count >= Self.pieceSize { try flush() }
      return
    }
    try flush()
    try hand(buffer.bytes)
  }

  /// Takes text; it may be kept until `flush`.
  public mutating func write(_ text: String) throws(WriteFailure) {
    pending.append(text)
    if pending.count >= Self.pieceSize { try flush() }
  }

  /// Hands everything to the system.
  public mutating func flush() throws(WriteFailure) {
    try hand(pending.bytes)
    pending.removeAll()
  }

  private func hand(_ bytes: ArraySlice<UInt8>) throws(WriteFailure) {
    var rest = bytes
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 && errno == EINTR { continue }
      guard written >= 0 else { throw WriteFailure(name, errno: errno) }
      rest.removeFirst(written)
    }
  }
}
