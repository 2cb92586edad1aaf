internal import Foundation

/// The place that an output path leads to, with symbolic links followed.
enum Destination {
  /// A regular file, which is described if it exists.
  case file(path: String, existing: stat?)

  /// A device, a pipe or a socket, which is written to and never replaced.
  case special(path: String)

  /// An open descriptor of this process, as `/dev/stdout` names one.
  case descriptor(Int32)

  /// The number of symbolic links that are followed, as in the Linux kernel.
  private static let linkLimit = 40

  /// Follows a path to its end; a folder there is an error.
  init(of path: String) throws(WriteFailure) {
    var current = path
    for _ in 0...Self.linkLimit {
      if let number = Self.descriptor(named: current) {
        self = .descriptor(number)
        return
      }
      var info = stat()
      guard lstat(current, &info) == 0 else {
        guard errno == ENOENT else { throw WriteFailure(path, errno: errno) }
        self = .file(path: current, existing: nil)
        return
      }
      switch info.st_mode & S_IFMT {
      case S_IFLNK: current = try Self.target(ofLink: current, on: path)
      case S_IFDIR: throw WriteFailure(path, errno: EISDIR)
      case S_IFREG:
        // A rename would replace even a file that its owner has protected against writing.
        guard access(current, W_OK) == 0 else { throw WriteFailure(path, errno: errno) }
        self = .file(path: current, existing: info)
        return
      default:
        self = .special(path: current)
        return
      }
    }
    throw WriteFailure(path, errno: ELOOP)
  }

  /// The descriptor that a path of the system names, if it names one.
  ///
  /// Opened anew, a file behind `/dev/stdout` would be written from its beginning.
  private static func descriptor(named path: String) -> Int32? {
    switch path {
    case "/dev/stdout": return STDOUT_FILENO
    case "/dev/stderr": return STDERR_FILENO
    default: break
    }
    let folders = ["/dev/fd/", "/proc/self/fd/", "/proc/\(getpid())/fd/"]
    return folders.first(where: path.hasPrefix).flatMap { Int32(path.dropFirst($0.count)) }
  }

  private static func target(
    ofLink link: String, on path: String
  ) throws(WriteFailure) -> String {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(link, &bytes, bytes.count)
    guard count >= 0 else { throw WriteFailure(path, errno: errno) }
    let target = String(decoding: bytes.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
    return target.hasPrefix("/") ? target : split(link).folder + "/" + target
  }
}

/// The folder of a path and the name in it.
func split(_ path: String) -> (folder: String, name: String) {
  guard let slash = path.lastIndex(of: "/") else { return (".", path) }
  let folder = path[..<slash]
  return (folder.isEmpty ? "/" : String(folder), String(path[path.index(after: slash)...]))
}
