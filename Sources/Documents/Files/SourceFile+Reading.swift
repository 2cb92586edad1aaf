internal import Foundation

extension SourceFile {
  /// Reads a file into memory; the extension `.yaml`, `.yml` or `.json` says how it is written.
  ///
  /// With any other extension the fallback counts, if there is one.
  ///
  /// - Throws: why there is nothing to read, with a suggestion if a file of a similar name exists.
  public init(path: String, assuming fallback: Format? = nil) throws(FileError) {
    let size = try fileSize(path)
    guard let format = Format(path: path) ?? fallback else {
      let known = "its name ends in neither .yaml, .yml nor .json"
      throw FileError(
        kind: .unknownFormat, sentence: "\(visible(path)): cannot tell the format: \(known)")
    }
    self.init(name: path, bytes: try contents(path, expectedSize: size), format: format)
  }
}

/// The size of a file in bytes; a folder is an error.
private func fileSize(_ path: String) throws(FileError) -> Int {
  var info = stat()
  guard stat(path, &info) == 0 else { throw fileError(path, reason: errno) }
  guard info.st_mode & S_IFMT != S_IFDIR else { throw fileError(path, reason: EISDIR) }
  return Int(info.st_size)
}

/// All bytes of a file; the expected size saves copying but need not be right.
private func contents(_ path: String, expectedSize: Int) throws(FileError) -> [UInt8] {
  guard let file = fopen(path, "rb") else { throw fileError(path, reason: errno) }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(expectedSize)
  var chunk = [UInt8](repeating: 0, count: 1 << 18)
  while true {
    let count = fread(&chunk, 1, chunk.count, file)
    bytes.append(contentsOf: chunk[..<count])
    if count < chunk.count { break }
  }
  guard ferror(file) == 0 else { throw fileError(path, reason: errno) }
  return bytes
}

/// The error for a path that the system refused, with the system's own reason.
private func fileError(_ path: String, reason: Int32) -> FileError {
  let isMissing = reason == ENOENT || reason == ENOTDIR
  var sentence = "\(visible(path)): cannot be read: \(String(cString: strerror(reason)))"
  if isMissing, let similar = similarPath(path) {
    sentence += "; did you mean \(visible(similar))?"
  }
  return FileError(kind: isMissing ? .missing : .unreadable, sentence: sentence)
}

/// The path of a readable file beside the missing one that the user may have meant.
private func similarPath(_ path: String) -> String? {
  let cut = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
  let folder = path[..<cut]
  let neighbours = try? FileManager.default.contentsOfDirectory(
    atPath: folder.isEmpty ? "." : String(folder))
  let readable = (neighbours ?? []).filter { SourceFile.Format(path: $0) != nil }.sorted()
  return nearest(to: String(path[cut...]), among: readable).map { folder + $0 }
}
