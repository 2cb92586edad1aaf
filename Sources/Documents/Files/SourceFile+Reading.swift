internal import Foundation

extension SourceFile {
  /// Reads a file into memory; the extension `.yaml`, `.yml` or `.json` says which format.
  ///
  /// With any other extension the fallback counts, if there is one. What follows a NUL byte may be
  /// left out: neither format allows one.
  ///
  /// - Throws: why there is nothing to read, with a suggestion if a file of a similar name exists.
  public init(
    path: String, assuming fallback: Format? = nil, within limit: Limit = .fileBytes
  ) throws(FileError) {
    let status = try fileStatus(path)
    guard let format = Format(path: path) ?? fallback else {
      let known = "its name ends in neither .yaml, .yml nor .json"
      throw FileError(
        kind: .unknownFormat, sentence: "\(visible(path)): cannot tell the format: \(known)")
    }
    self.init(name: path, bytes: try contents(path, status, within: limit), format: format)
  }
}

/// The status of a file; a folder is an error.
private func fileStatus(_ path: String) throws(FileError) -> stat {
  var info = stat()
  guard stat(path, &info) == 0 else { throw fileError(path, reason: errno) }
  guard info.st_mode & S_IFMT != S_IFDIR else { throw fileError(path, reason: EISDIR) }
  return info
}

/// All bytes of a file, or those up to a NUL byte and a little more.
private func contents(
  _ path: String, _ status: stat, within limit: Limit
) throws(FileError) -> [UInt8] {
  let isRegular = status.st_mode & S_IFMT == S_IFREG
  // The end of a pipe or device is not known beforehand, and there may be none.
  let limit = isRegular || limit.largest < Limit.streamBytes.largest ? limit : .streamBytes
  let size = isRegular ? Int(status.st_size) : 0
  guard size <= limit.largest else { throw sizeError(path, limit) }
  guard let file = fopen(path, "rb") else { throw fileError(path, reason: errno) }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  guard canAllocate(size) else { throw fileError(path, reason: ENOMEM) }
  bytes.reserveCapacity(size)
  var chunk = [UInt8](repeating: 0, count: 1 << 18)
  while true {
    let count = fread(&chunk, 1, chunk.count, file)
    bytes.append(contentsOf: chunk[..<count])
    guard bytes.count <= limit.largest else { throw sizeError(path, limit) }
    if count < chunk.count || memchr(chunk, 0, count) != nil { break }
  }
  guard ferror(file) == 0 else { throw fileError(path, reason: errno) }
  return bytes
}

/// Whether the system would give so many bytes; an array that gets none ends the program.
private func canAllocate(_ size: Int) -> Bool {
  let memory = mmap(
    nil, max(size, 1), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
  guard let memory, memory != MAP_FAILED else { return false }
  munmap(memory, max(size, 1))
  return true
}

private func sizeError(_ path: String, _ limit: Limit) -> FileError {
  FileError(kind: .tooLarge, sentence: "\(visible(path)): has \(limit.excess)")
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
