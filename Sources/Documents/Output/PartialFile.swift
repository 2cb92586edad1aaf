internal import Foundation
internal import Synchronization

/// A file that is written under a name of its own beside its destination.
///
/// It is locked as long as its process lives, so a file of this kind without a lock is of a process
/// that has ended. It is removed when nothing refers to it any more, unless it was moved.
final class PartialFile {
  /// The path of the file that this one becomes.
  let destination: String

  /// The path as the user gave it, for messages.
  let name: String

  /// The folder of the destination.
  let folder: OutputFolder

  private let path: String
  private let existing: stat?

  /// The open file, which holds the lock and so outlives the stream.
  private let descriptor: Int32

  /// The path under which the replaced file is kept until all files of the set are in place.
  private let previousPath: String
  private var hasPrevious = false
  private var isMoved = false

  private static let counter = Atomic(0)

  /// Creates a file beside a destination.
  init(
    for destination: String, in folder: OutputFolder, replacing existing: stat?, name: String
  ) throws(WriteFailure) {
    self.destination = destination
    self.name = name
    self.folder = folder
    self.existing = existing
    while true {
      let number = Self.counter.add(1, ordering: .relaxed).newValue
      let path = "\(folder.path)/\(OutputFolder.partialName(number))"
      // What replaces a private file is private from the beginning.
      let mode: mode_t = existing == nil ? 0o666 : 0o600
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
      if descriptor < 0 && errno == EEXIST { continue }
      guard descriptor >= 0 else { throw WriteFailure(name, errno: errno) }
      guard Self.isLocked(descriptor) else {
        close(descriptor)
        continue
      }
      self.path = path
      self.descriptor = descriptor
      previousPath = "\(folder.path)/\(OutputFolder.previousName(number))"
      return
    }
  }

  deinit {
    if !isMoved { unlink(path) }
    removePrevious()
    close(descriptor)
  }

  /// Locks a new file; false if another process took it for one that was left behind.
  private static func isLocked(_ descriptor: Int32) -> Bool {
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK { return false }
    var info = stat()
    return fstat(descriptor, &info) == 0 && info.st_nlink > 0
  }

  /// Opens a stream to the file.
  func stream(isInterrupted: @escaping () -> Bool) throws(WriteFailure) -> OutputStream {
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
    guard copy >= 0 else { throw WriteFailure(name, errno: errno) }
    return OutputStream(descriptor: copy, name: name, isInterrupted: isInterrupted)
  }

  /// Gives the file the owner and the mode of the one that it replaces.
  func adoptAttributes() throws(WriteFailure) {
    guard let existing else { return }
    var mode = existing.st_mode & 0o777
    var own = stat()
    guard fstat(descriptor, &own) == 0 else { throw WriteFailure(name, errno: errno) }
    if own.st_uid != existing.st_uid || own.st_gid != existing.st_gid,
      fchown(descriptor, existing.st_uid, existing.st_gid) != 0,
      own.st_gid == existing.st_gid || fchown(descriptor, uid_t.max, existing.st_gid) != 0
    {
      // Rights of another group than they were given to would be given to strangers.
      if own.st_gid != existing.st_gid { mode &= 0o707 }
    }
    guard fchmod(descriptor, mode) == 0 else { throw WriteFailure(name, errno: errno) }
  }

  /// Moves the file to its destination; what was there is kept until `removePrevious`.
  func move() throws(WriteFailure) {
    // Where the file system knows no links, there is nothing to restore from.
    unlink(previousPath)
    hasPrevious = link(destination, previousPath) == 0
    guard rename(path, destination) == 0 else { throw WriteFailure(name, errno: errno) }
    isMoved = true
  }

  /// Puts back what was at the destination before `move`.
  func restore() {
    guard isMoved else { return }
    if hasPrevious {
      if rename(previousPath, destination) == 0 { hasPrevious = false }
    } else if existing == nil {
      unlink(destination)
    }
  }

  /// Forgets what was at the destination before `move`.
  func removePrevious() {
    if hasPrevious { unlink(previousPath) }
    hasPrevious = false
  }
}
