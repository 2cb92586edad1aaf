internal import Documents
internal import Foundation

/// A text file that is read line by line, in constant memory.
final class LineReader {
  /// The path as the user gave it.
  let name: String

  /// The number of the last line that was read, from 1.
  private(set) var line = 0

  /// The number of bytes that were read.
  private(set) var byteCount = 0

  /// The number of bytes of the file; nil for a pipe or a device.
  let size: Int?

  private let descriptor: Int32
  private var buffer = [UInt8](repeating: 0, count: 1 << 18)
  private var unread = 0..<0
  private var isAtEnd = false

  /// Opens a file; `-` stands for standard input.
  init(path: String) throws(ImportFailure) {
    name = path == "-" ? "standard input" : path
    descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(path, errno) }
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { throw .unreadable(path, errno) }
    guard info.st_mode & S_IFMT != S_IFDIR else { throw .unreadable(path, EISDIR) }
    size = info.st_mode & S_IFMT == S_IFREG ? Int(info.st_size) : nil
    try fill()
    if let format = BinaryFormat(buffer[unread]) {
      throw .badData(name, "it \(format.sentence)")
    }
    if buffer[unread].starts(with: [0xEF, 0xBB, 0xBF]) { unread = 3..<unread.upperBound }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Appends the next line with its end; returns false at the end of the file.
  func appendLine(to record: inout [UInt8]) throws(ImportFailure) -> Bool {
    let start = record.count
    repeat {
      if unread.isEmpty {
        try fill()
        if unread.isEmpty { break }
      }
      let end = endOfLine(in: unread)
      record.append(contentsOf: buffer[unread.lowerBound..<(end ?? unread.upperBound)])
      unread = (end ?? unread.upperBound)..<unread.upperBound
      guard Limit.rowBytes.allows(record.count) else {
        throw .badData(name, line: line + 1, "a row has \(Limit.rowBytes.excess)")
      }
      if end != nil { break }
    } while true
    guard record.count > start else { return false }
    line += 1
    ReadingWork.add(record.count - start)
    return true
  }

  /// The place behind the first line end in a range of the buffer.
  private func endOfLine(in range: Range<Int>) -> Int? {
    buffer.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress,
        let found = memchr(base + range.lowerBound, 0x0A, range.count)
      else { return nil }
      return UnsafeRawPointer(found) - base + 1
    }
  }

  private func fill() throws(ImportFailure) {
    guard !isAtEnd else { return }
    let count = read(descriptor, &buffer, buffer.count)
    // The signals that end the program are the only ones that are handled.
    if count < 0, errno == EINTR { throw .write(.interruption) }
    guard count >= 0 else { throw .unreadable(name, errno) }
    isAtEnd = count == 0
    byteCount += count
    unread = 0..<count
    guard memchr(buffer, 0, count) == nil || BinaryFormat(buffer[unread]) != nil else {
      throw .badData(name, "it has a NUL byte after line \(line); it is no text file")
    }
  }
}

extension ImportFailure {
  /// The failure to read a file, with the system's reason and a similar name in its folder.
  static func unreadable(_ path: String, _ code: Int32) -> ImportFailure {
    var sentence = "\(path): cannot be read: \(String(cString: strerror(code)))"
    if code == ENOENT {
      let url = URL(filePath: path)
      let folder = url.deletingLastPathComponent().path
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      if let near = nearest(to: url.lastPathComponent, among: names.sorted()) {
        sentence += "; did you mean \(path.dropLast(url.lastPathComponent.count))\(near)?"
      }
    }
    return .noInput("error: \(visible(sentence))\n")
  }
}
