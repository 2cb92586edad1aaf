internal import Foundation

/// Files of one folder that appear whole and together, or not at all.
///
/// Each is written beside its place under another name; only when all are complete, and none of the
/// places is taken by a folder, are they renamed.
public struct WholeFiles: ~Copyable {
  private let folder: String
  private var names: [String] = []

  /// Opens a folder, which is made if it does not exist.
  public init(folder: String) throws(WriteFailure) {
    self.folder = folder
    try Self.makeFolder(folder)
  }

  deinit { for name in names { unlink(temporaryPath(name)) } }

  /// Writes one file under its other name.
  public mutating func write(
    _ name: String, contents: (inout OutputStream) throws(WriteFailure) -> Void
  ) throws(WriteFailure) {
    var info = stat()
    if stat(path(name), &info) == 0, info.st_mode & S_IFMT == S_IFDIR {
      throw WriteFailure(path(name), errno: EISDIR)
    }
    unlink(temporaryPath(name))
    var stream = try OutputStream(creating: temporaryPath(name))
    names.append(name)
    try contents(&stream)
    try stream.flush()
  }

  /// Gives all files their names.
  public consuming func commit() throws(WriteFailure) {
    for name in names where rename(temporaryPath(name), path(name)) != 0 {
      throw WriteFailure(path(name), errno: errno)
    }
    names = []
  }

  private func path(_ name: String) -> String { "\(folder)/\(name)" }

  private func temporaryPath(_ name: String) -> String {
    "\(folder)/.\(name).\(getpid()).partial"
  }

  private static func makeFolder(_ folder: String) throws(WriteFailure) {
    var info = stat()
    if stat(folder, &info) == 0 {
      guard info.st_mode & S_IFMT == S_IFDIR else { throw WriteFailure(folder, errno: ENOTDIR) }
      return
    }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw WriteFailure(folder, errno: errno == 0 ? EACCES : errno)
    }
  }
}
