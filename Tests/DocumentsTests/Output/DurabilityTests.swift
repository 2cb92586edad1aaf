import Foundation
import Synchronization
import Testing

@testable import Documents

/// Output to places that are no plain new file, and beside other runs.
struct DurabilityTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { "\(folder.path)/\(name)" }

  private func write(_ text: String, to name: String) throws(WriteFailure) {
    try WholeFiles.write(toPath: path(name)) { (stream) throws(WriteFailure) in
      try stream.write(text)
    }
  }

  private func cause(_ body: () throws -> Void) -> WriteFailure.Cause? {
    do { try body() } catch { return (error as? WriteFailure)?.cause }
    return nil
  }

  private func mode(of name: String) -> mode_t {
    var info = stat()
    return lstat(path(name), &info) == 0 ? info.st_mode : 0
  }

  // MARK: - Links, devices, modes

  @Test func `a symbolic link is followed, also one that leads to nothing yet`() throws {
    try FileManager.default.createDirectory(
      atPath: path("deep"), withIntermediateDirectories: false)
    try folder.write("deep/real", "old")
    symlink("deep/real", path("link"))
    symlink(path("link"), path("outer"))
    symlink("deep/new", path("dangling"))
    try write("new", to: "outer")
    try write("made", to: "dangling")
    #expect(try folder.text(of: "deep/real") == "new")
    #expect(try folder.text(of: "deep/new") == "made")
    for name in ["link", "outer", "dangling"] { #expect(mode(of: name) & S_IFMT == S_IFLNK) }
    #expect(folder.names == ["dangling", "deep", "link", "outer"])
  }

  @Test func `links in a circle are an error`() {
    symlink("b", path("a"))
    symlink("a", path("b"))
    #expect(cause { try write("x", to: "a") } == .system(ELOOP))
  }

  @Test func `a pipe is written to and stays a pipe`() async throws {
    mkfifo(path("pipe"), 0o600)
    let reader = open(path("pipe"), O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    try write("through", to: "pipe")
    var bytes = [UInt8](repeating: 0, count: 16)
    #expect(read(reader, &bytes, bytes.count) == 7)
    #expect(mode(of: "pipe") & S_IFMT == S_IFIFO)
    #expect(folder.names == ["pipe"])
  }

  @Test func `a device that takes nothing is an error and stays a device`() {
    symlink("/dev/full", path("full"))
    #expect(cause { try write("x", to: "full") } == .system(ENOSPC))
    var info = stat()
    #expect(stat("/dev/full", &info) == 0 && info.st_mode & S_IFMT == S_IFCHR)
  }

  @Test func `an open descriptor is written on, not replaced`() throws {
    let descriptor = open(path("log"), O_WRONLY | O_CREAT, 0o600)
    defer { close(descriptor) }
    _ = "before ".withCString { Foundation.write(descriptor, $0, 7) }
    for text in ["one ", "two"] {
      try WholeFiles.write(toPath: "/dev/fd/\(descriptor)") { (stream) throws(WriteFailure) in
        try stream.write(text)
      }
    }
    #expect(try folder.text(of: "log") == "before one two")
  }

  @Test(arguments: [0o600, 0o640, 0o664, 0o755] as [mode_t])
  func `a file keeps its mode`(_ wanted: mode_t) throws {
    try folder.write("a", "old")
    chmod(path("a"), wanted)
    try write("new", to: "a")
    #expect(mode(of: "a") & 0o7777 == wanted)
    #expect(try folder.text(of: "a") == "new")
  }

  @Test(.enabled(if: getuid() == 0)) func `a file keeps its owner`() throws {
    try folder.write("a", "old")
    chown(path("a"), 12_345, 54_321)
    try write("new", to: "a")
    var info = stat()
    lstat(path("a"), &info)
    #expect(info.st_uid == 12_345 && info.st_gid == 54_321)
  }

  @Test(.enabled(if: getuid() != 0)) func `a protected file is not replaced`() throws {
    try folder.write("a", "old")
    chmod(path("a"), 0o400)
    #expect(cause { try write("new", to: "a") } == .system(EACCES))
    #expect(try folder.text(of: "a") == "old")
  }

  // MARK: - All or none

  @Test func `if the second file cannot be moved, the first is as it was`() throws {
    try folder.write("old", "1")
    var files = try WholeFiles(folder: folder.path)
    for name in ["old", "new", "taken"] {
      try files.write(name) { (stream) throws(WriteFailure) in try stream.write("2") }
    }
    try FileManager.default.createDirectory(
      atPath: path("taken/full"), withIntermediateDirectories: true)
    var failure: WriteFailure?
    do { try files.commit() } catch { failure = error }
    #expect(failure?.cause == .system(EISDIR))
    #expect(try folder.text(of: "old") == "1")
    #expect(folder.names == ["old", "taken"])
  }

  @Test func `two names of one file are an error`() throws {
    symlink("a", path("b"))
    var files = try WholeFiles(folder: folder.path)
    try files.write("a") { (stream) throws(WriteFailure) in try stream.write("1") }
    var failure: WriteFailure?
    do { try files.write("b") { (stream) throws(WriteFailure) in try stream.write("2") } } catch {
      failure = error
    }
    #expect(failure?.cause == .sameFile(as: path("a")))
  }

  @Test func `an interruption while writing leaves nothing behind`() throws {
    let count = Atomic(0)
    let found = cause {
      try WholeFiles.write(
        toPath: path("a"),
        isInterrupted: { count.add(1, ordering: .relaxed).newValue > 3 }
      ) { (stream) throws(WriteFailure) in
        for _ in 0..<10 { try stream.write(String(repeating: "x", count: 1 << 16)) }
      }
    }
    #expect(found == .interruption)
    #expect(folder.names == [])
  }

  // MARK: - Other runs

  @Test func `what a killed run left is removed, what a running one writes is not`() throws {
    let held = ".gswarm-sim.1.1.partial"
    for name in [held, ".gswarm-sim.1.2.partial", ".gswarm-sim.1.2.previous", ".other.partial"] {
      try folder.write(name, "x")
    }
    let descriptor = open(path(held), O_RDWR)
    defer { close(descriptor) }
    flock(descriptor, LOCK_EX)
    var outer = try WholeFiles(folder: folder.path)
    try outer.write("outer") { (stream) throws(WriteFailure) in try stream.write("1") }
    try write("2", to: "inner")
    try outer.commit()
    #expect(folder.names == [held, ".other.partial", "inner", "outer"])
  }

  @Test func `files are moved only when no other run moves its own`() throws {
    let other = open(folder.path, O_RDONLY | O_DIRECTORY)
    defer { close(other) }
    var files = try WholeFiles(
      folder: folder.path,
      isInterrupted: {
        // Asked while waiting for the lock, which ends when somebody has asked.
        if flock(other, LOCK_EX | LOCK_NB) == 0 { flock(other, LOCK_UN) }
        return false
      })
    try files.write("a") { (stream) throws(WriteFailure) in try stream.write("1") }
    flock(other, LOCK_EX)
    #expect(folder.names.contains("a") == false)
    try files.commit()
    #expect(folder.names == ["a"])
  }

  @Test func `runs side by side never mix their pairs`() async throws {
    let folder = self.folder.path
    try await withThrowingTaskGroup(of: Void.self) { group in
      for run in 0..<4 {
        group.addTask {
          for round in 0..<10 {
            var files = try WholeFiles(folder: folder)
            for name in ["a", "b"] {
              try files.write(name) { (stream) throws(WriteFailure) in
                try stream.write("\(run) \(round)")
              }
            }
            try files.commit()
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try self.folder.text(of: "a") == self.folder.text(of: "b"))
    #expect(self.folder.names == ["a", "b"])
  }
}
