internal import Foundation

/// The bytes of a regular file, piece by piece, for what is too large to be held.
public enum FilePieces {
  /// The number of bytes of all pieces but the last.
  private static let size = 1 << 18

  /// Calls a function with each piece of a file, in order.
  ///
  /// - Throws: the reason why the file cannot be read; a pipe, say, can be read only once, and others
  ///   have to read it too.
  public static func forEach(
    of path: String, _ take: (ArraySlice<UInt8>) -> Void
  ) throws(FileError) {
    var info = stat()
    guard stat(path, &info) == 0 else { throw error(path, reason: errno) }
    guard info.st_mode & S_IFMT == S_IFREG else {
      throw FileError(
        kind: .unreadable,
        sentence: "\(visible(path)): is read twice, and so it must be a regular file")
    }
    guard let file = fopen(path, "rb") else { throw error(path, reason: errno) }
    defer { fclose(file) }
    var piece = [UInt8](repeating: 0, count: size)
    while true {
      let count = fread(&piece, 1, size, file)
      if count > 0 { take(piece[..<count]) }
      if count < size { break }
    }
    guard ferror(file) == 0 else { throw error(path, reason: errno) }
  }

  private static func error(_ path: String, reason: Int32) -> FileError {
    FileError(
      kind: reason == ENOENT || reason == ENOTDIR ? .missing : .unreadable,
      sentence: "\(visible(path)): cannot be read: \(String(cString: strerror(reason)))")
  }
}
