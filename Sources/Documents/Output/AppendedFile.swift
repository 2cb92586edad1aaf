internal import Foundation
internal import Synchronization

/// A file that grows by whole lines, written by one process at a time.
///
/// A process that is killed leaves the lines that it has appended, and at most one incomplete line at
/// the end, which the next process removes.
public final class AppendedFile: Sendable {
  /// The path as the user gave it.
  public let path: String

  /// The complete lines that were in the file when it was opened, each with its line feed.
  public let contents: [UInt8]

  /// The incomplete line at the end of the file when it was opened.
  public let partialLine: [UInt8]

  private let descriptor: Int32
  private let isBegun = Mutex(false)

  /// Opens a file, which is made if it does not exist, and locks it.
  ///
  /// Opening changes nothing in the file; the first appended line does.
  ///
  /// - Parameter path: The path of a regular file or of none.
  /// - Throws: The reason why it cannot be opened, such as another process that appends to it.
  public init(path: String) throws(WriteFailure) {
    self.path = path
    try OutputFolder.make(split(path).folder)
    let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0o666)
    guard descriptor >= 0 else { throw WriteFailure(path, errno: errno) }
    do throws(WriteFailure) {
      var info = stat()
      guard fstat(descriptor, &info) == 0 else { throw WriteFailure(path, errno: errno) }
      guard info.st_mode & S_IFMT == S_IFREG else { throw WriteFailure(.notRegular, path: path) }
      // On a file system without locks, nobody is kept out.
      if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
        throw WriteFailure(.fileInUse, path: path)
      }
      let bytes = try Self.bytes(of: descriptor, size: Int(info.st_size), path: path)
      let end = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      contents = Array(bytes[..<end])
      partialLine = Array(bytes[end...])
    } catch {
      close(descriptor)
      throw error
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Appends a line, given without its line feed, by one call of the system.
  ///
  /// Lines of several threads do not mix.
  public func append(_ line: String) throws(WriteFailure) {
    try isBegun.withLock { isBegun throws(WriteFailure) in
      if !isBegun, ftruncate(descriptor, off_t(contents.count)) != 0 {
        throw WriteFailure(path, errno: errno)
      }
      isBegun = true
      var rest = Array("\(line)\n".utf8)[...]
      while !rest.isEmpty {
        let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if written < 0 && errno == EINTR { continue }
        guard written >= 0 else { throw WriteFailure(path, errno: errno) }
        rest.removeFirst(written)
      }
    }
  }

  /// Waits until all lines are on the disk.
  public func synchronize() throws(WriteFailure) {
    guard fsync(descriptor) == 0 else { throw WriteFailure(path, errno: errno) }
  }

  private static func bytes(
    of descriptor: Int32, size: Int, path: String
  ) throws(WriteFailure) -> [UInt8] {
    if Limit.fileBytes.violation(of: size) != nil { throw WriteFailure(path, errno: EFBIG) }
    var bytes = [UInt8](repeating: 0, count: size)
    var count = 0
    while count < size {
      let read = bytes.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress.map { $0 + count }, size - count, off_t(count))
      }
      if read < 0 && errno == EINTR { continue }
      guard read >= 0 else { throw WriteFailure(path, errno: errno) }
      if read == 0 { break }
      count += read
    }
    bytes.removeLast(size - count)
    return bytes
  }
}
