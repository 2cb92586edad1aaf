internal import Dispatch
internal import Foundation
internal import Synchronization

/// Files that appear whole and together, or not at all.
///
/// Each is written beside its place under another name; only when all are complete and on the disk are
/// they moved, while the folder is locked against other runs. If one cannot be moved, what was there
/// before is put back. Symbolic links are followed. Devices, pipes and open descriptors such as
/// `/dev/stdout` are written to as they are. A file keeps its mode and, if possible, its owner.
public struct WholeFiles: ~Copyable {
  private let folder: String
  private let isInterrupted: () -> Bool
  private var files: [PartialFile] = []
  private var folders: [OutputFolder] = []

  /// Prepares to write files in a folder, which is made if it does not exist.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - isInterrupted: Whether the user wants no more; asked often.
  /// - Throws: The reason why the folder cannot be made.
  public init(
    folder: String, isInterrupted: @escaping () -> Bool = { false }
  ) throws(WriteFailure) {
    try OutputFolder.make(folder)
    self.folder = folder
    self.isInterrupted = isInterrupted
  }

  /// Writes one file under its other name, up to the last byte.
  public mutating func write(
    _ name: String, contents: (inout OutputStream) throws(WriteFailure) -> Void
  ) throws(WriteFailure) {
    let path = folder == "." ? name : "\(folder)/\(name)"
    switch try Destination(of: path) {
    case .file(let destination, let existing):
      try write(to: destination, replacing: existing, name: path, contents)
    case .special(let special):
      try write(to: try open(special, name: path), name: path, contents)
    case .descriptor(let number):
      let copy = fcntl(number, F_DUPFD_CLOEXEC, 3)
      guard copy >= 0 else { throw WriteFailure(path, errno: errno) }
      try write(to: copy, name: path, contents)
    }
  }

  /// Writes two files, each by a thread of its own if both are regular ones.
  ///
  /// - Parameters:
  ///   - first: The name of the file that this thread writes.
  ///   - second: The name of the file that another thread writes.
  ///   - contents: Writes the contents of the first file.
  ///   - secondContents: Writes the contents of the second file.
  /// - Throws: The reason why one of them could not be written.
  public mutating func write(
    _ first: String, and second: String,
    contents: (inout OutputStream) throws(WriteFailure) -> Void,
    secondContents: @escaping @Sendable (inout OutputStream) throws(WriteFailure) -> Void
  ) throws(WriteFailure) {
    guard let own = try begin(first), let other = try begin(second) else {
      try write(second, contents: secondContents)
      return try write(first, contents: contents)
    }
    let writer = FileWriter(other, isInterrupted: isInterrupted, secondContents)
    var failure: WriteFailure?
    do throws(WriteFailure) {
      try own.write(isInterrupted: isInterrupted, contents)
    } catch {
      failure = error
    }
    // The other thread uses the file as long as it runs.
    if let second = writer.wait() { throw failure ?? second }
    if let failure { throw failure }
    files += [own, other]
  }

  /// Moves all files to their places.
  public consuming func commit() throws(WriteFailure) {
    guard let first = files.first else { return }
    var locked: [OutputFolder] = []
    defer { for folder in locked { folder.unlock() } }
    // In an order that all runs have in common, so that no two wait for each other.
    for folder in folders.sorted(by: { ($0.identity ?? (0, 0)) < ($1.identity ?? (0, 0)) }) {
      try folder.lock(for: first.name, isInterrupted: isInterrupted)
      locked.append(folder)
    }
    guard !isInterrupted() else { throw .interruption }
    do {
      for file in files { try file.move() }
      for folder in folders { try folder.synchronize(for: first.name) }
    } catch {
      for file in files.reversed() { file.restore() }
      throw error
    }
    for file in files { file.removePrevious() }
  }

  private mutating func write(
    to destination: String, replacing existing: stat?, name: String,
    _ contents: (inout OutputStream) throws(WriteFailure) -> Void
  ) throws(WriteFailure) {
    let file = try begin(destination, replacing: existing, name: name)
    try file.write(isInterrupted: isInterrupted, contents)
    files.append(file)
  }

  /// Makes the partial file of a name; nil if what it leads to is no regular file.
  private mutating func begin(_ name: String) throws(WriteFailure) -> PartialFile? {
    let path = folder == "." ? name : "\(folder)/\(name)"
    guard case .file(let destination, let existing) = try Destination(of: path) else { return nil }
    return try begin(destination, replacing: existing, name: path)
  }

  private mutating func begin(
    _ destination: String, replacing existing: stat?, name: String
  ) throws(WriteFailure) -> PartialFile {
    let folder = outputFolder(at: split(destination).folder)
    let last = split(destination).name
    if let other = files.first(where: {
      $0.folder === folder && split($0.destination).name == last
    }) {
      throw WriteFailure(.sameFile(as: other.name), path: name)
    }
    return try PartialFile(for: destination, in: folder, replacing: existing, name: name)
  }

  private func write(
    to descriptor: Int32, name: String,
    _ contents: (inout OutputStream) throws(WriteFailure) -> Void
  ) throws(WriteFailure) {
    var stream = OutputStream(descriptor: descriptor, name: name, isInterrupted: isInterrupted)
    try contents(&stream)
    try stream.close(isDurable: false)
  }

  /// Opens a device or pipe; that of a pipe waits for somebody who reads.
  private func open(_ special: String, name: String) throws(WriteFailure) -> Int32 {
    while true {
      let descriptor = Foundation.open(special, O_WRONLY | O_NOCTTY | O_CLOEXEC)
      if descriptor >= 0 { return descriptor }
      guard errno == EINTR else { throw WriteFailure(name, errno: errno) }
      guard !isInterrupted() else { throw .interruption }
    }
  }

  /// The folder at a path; what killed processes have left there is removed first.
  private mutating func outputFolder(at path: String) -> OutputFolder {
    let new = OutputFolder(path: path)
    if let known = folders.first(where: { isSame($0, new) }) { return known }
    new.removeAbandonedFiles()
    folders.append(new)
    return new
  }

  private func isSame(_ one: OutputFolder, _ other: OutputFolder) -> Bool {
    guard let identity = one.identity, let otherIdentity = other.identity else {
      return one.path == other.path
    }
    return identity == otherIdentity
  }
}

extension PartialFile {
  /// Writes the contents, up to the last byte.
  fileprivate func write(
    isInterrupted: @escaping () -> Bool,
    _ contents: (inout OutputStream) throws(WriteFailure) -> Void
  ) throws(WriteFailure) {
    var stream = try stream(isInterrupted: isInterrupted)
    try contents(&stream)
    try adoptAttributes()
    try stream.close(isDurable: true)
  }
}

/// A thread that writes a file.
private final class FileWriter: Sendable {
  private let failure = Mutex<WriteFailure?>(nil)
  private let ended = DispatchSemaphore(value: 0)

  init(
    _ file: PartialFile, isInterrupted: @escaping () -> Bool,
    _ contents: @escaping @Sendable (inout OutputStream) throws(WriteFailure) -> Void
  ) {
    // Until `wait` has returned, nobody else touches the file; the question is one of an atomic flag.
    nonisolated(unsafe) let (file, isInterrupted) = (file, isInterrupted)
    let thread = Thread { [self] in
      do throws(WriteFailure) {
        try file.write(isInterrupted: isInterrupted, contents)
      } catch {
        failure.withLock { $0 = error }
      }
      ended.signal()
    }
    thread.start()
  }

  /// Waits for the end and returns the reason why the file could not be written.
  func wait() -> WriteFailure? {
    ended.wait()
    return failure.withLock { $0 }
  }
}

extension WholeFiles {
  /// Writes one file, given by its path; it appears whole or not at all.
  public static func write(
    toPath path: String, isInterrupted: @escaping () -> Bool = { false },
    contents: (inout OutputStream) throws(WriteFailure) -> Void
  ) throws(WriteFailure) {
    let (folder, name) = split(path)
    var files = try WholeFiles(folder: folder, isInterrupted: isInterrupted)
    try files.write(name, contents: contents)
    try files.commit()
  }
}
