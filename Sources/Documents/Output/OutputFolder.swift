internal import Foundation

/// A folder in which files appear together.
final class OutputFolder {
  /// The path of the folder.
  let path: String

  /// The folder itself; −1 if the system does not let it be read.
  private let descriptor: Int32

  /// The time that another run may keep the folder locked, in steps of 10 ms.
  private static let lockAttempts = 1000

  /// Opens a folder, or as much of it as can be: without read permission it cannot be locked.
  init(path: String) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// The number of the folder in its file system, which two paths of it share.
  var identity: (device: UInt64, number: UInt64)? {
    var info = stat()
    guard descriptor >= 0, fstat(descriptor, &info) == 0 else { return nil }
    return (UInt64(info.st_dev), UInt64(info.st_ino))
  }

  /// Waits until no other run moves its files into the folder.
  ///
  /// On a file system without locks, this does nothing.
  func lock(for name: String, isInterrupted: () -> Bool) throws(WriteFailure) {
    for _ in 0..<Self.lockAttempts {
      if descriptor < 0 || flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return }
      guard errno == EWOULDBLOCK || errno == EINTR else { return }
      guard !isInterrupted() else { throw .interruption }
      usleep(10_000)
    }
    throw WriteFailure(.folderInUse, path: name)
  }

  /// Ends the lock.
  func unlock() { if descriptor >= 0 { flock(descriptor, LOCK_UN) } }

  /// Waits until the names in the folder are on the disk.
  func synchronize(for name: String) throws(WriteFailure) {
    guard descriptor >= 0, fsync(descriptor) != 0 else { return }
    // Some file systems keep no folders that could be waited for.
    guard errno != EINVAL, errno != ENOTSUP, errno != EROFS else { return }
    throw WriteFailure(name, errno: errno)
  }

  /// Makes a folder and those around it, unless they exist.
  static func make(_ path: String) throws(WriteFailure) {
    var info = stat()
    if stat(path, &info) == 0 {
      guard info.st_mode & S_IFMT == S_IFDIR else { throw WriteFailure(path, errno: ENOTDIR) }
      return
    }
    guard errno == ENOENT else { throw WriteFailure(path, errno: errno) }
    let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    let parent = split(trimmed).folder
    if parent != trimmed { try make(parent) }
    guard mkdir(trimmed, 0o777) == 0 || errno == EEXIST else {
      throw WriteFailure(path, errno: errno)
    }
    try? OutputFolder(path: parent).synchronize(for: path)
  }
}

// MARK: - Files that were left behind

extension OutputFolder {
  private static let prefix = ".gswarm-sim."
  private static let partialSuffix = ".partial"
  private static let previousSuffix = ".previous"

  /// The name of a file that is being written.
  static func partialName(_ number: Int) -> String {
    "\(prefix)\(getpid()).\(number)\(partialSuffix)"
  }

  /// The name under which a file that is being replaced is kept meanwhile.
  static func previousName(_ number: Int) -> String {
    "\(prefix)\(getpid()).\(number)\(previousSuffix)"
  }

  /// Removes what processes that were killed have left behind.
  func removeAbandonedFiles() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let left = names.filter { $0.hasPrefix(Self.prefix) }
    guard !left.isEmpty else { return }
    for name in left where name.hasSuffix(Self.partialSuffix) {
      Self.removeIfUnlocked("\(path)/\(name)")
    }
    // Such files exist only while their process has the folder locked.
    guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return }
    defer { unlock() }
    for name in left where name.hasSuffix(Self.previousSuffix) { unlink("\(path)/\(name)") }
  }

  private static func removeIfUnlocked(_ path: String) {
    let descriptor = open(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return }
    unlink(path)
  }
}
