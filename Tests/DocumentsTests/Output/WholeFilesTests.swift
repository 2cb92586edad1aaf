import Foundation
import Testing

@testable import Documents

struct WholeFilesTests {
  private func write(_ files: inout WholeFiles, _ name: String, _ text: String) throws(WriteFailure)
  {
    try files.write(name) { (stream) throws(WriteFailure) in try stream.write(text) }
  }

  /// What cannot be written, in words without the path.
  private func failure(_ folder: TemporaryFolder, _ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch let error as WriteFailure {
      return folder.withoutPaths(error.sentence)
    } catch {
      return "\(error)"
    }
  }

  @Test func `files appear together, when they are committed`() throws {
    let folder = try TemporaryFolder()
    try folder.write("a", "old")
    var files = try WholeFiles(folder: folder.path)
    try write(&files, "a", "new")
    try write(&files, "b", String(repeating: "x", count: 200_000))
    #expect(try folder.text(of: "a") == "old")
    #expect(!folder.names.contains("b"))
    try files.commit()
    #expect(folder.names == ["a", "b"])
    #expect(try folder.text(of: "a") == "new")
    #expect(try folder.text(of: "b").count == 200_000)
  }

  @Test(arguments: [nil, 0, 1])
  func `two files that two threads write appear together or not at all`(failing: Int?) throws {
    let folder = try TemporaryFolder()
    let text = String(repeating: "x", count: 300_000)
    let found = failure(folder) {
      var files = try WholeFiles(folder: folder.path)
      try files.write("a", and: "b") { (stream) throws(WriteFailure) in
        try stream.write(text)
        if failing == 0 { throw WriteFailure("a", errno: ENOSPC) }
      } secondContents: { (stream) throws(WriteFailure) in
        try stream.write(text + text)
        if failing == 1 { throw WriteFailure("b", errno: ENOSPC) }
      }
      try files.commit()
    }
    #expect((found == nil) == (failing == nil))
    #expect(folder.names == (failing == nil ? ["a", "b"] : []))
    guard failing == nil else { return }
    #expect(try folder.text(of: "a") == text && folder.text(of: "b") == text + text)
  }

  @Test func `two files of which one is a device are written one after the other`() throws {
    let folder = try TemporaryFolder()
    var files = try WholeFiles(folder: folder.path)
    symlink("/dev/null", "\(folder.path)/b")
    try files.write("a", and: "b") { (stream) throws(WriteFailure) in
      try stream.write("text")
    } secondContents: { (stream) throws(WriteFailure) in
      try stream.write("lost")
    }
    try files.commit()
    #expect(try folder.text(of: "a") == "text")
    #expect(folder.names == ["a", "b"])
  }

  @Test func `what is not committed leaves nothing behind`() throws {
    let folder = try TemporaryFolder()
    do {
      var files = try WholeFiles(folder: folder.path)
      try write(&files, "a", "new")
      #expect(folder.names.count == 1)
    }
    #expect(folder.names == [])
  }

  @Test func `when the second file fails the first does not appear`() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/b", withIntermediateDirectories: false)
    let found = failure(folder) {
      var files = try WholeFiles(folder: folder.path)
      try write(&files, "a", "new")
      try write(&files, "b", "new")
      try files.commit()
    }
    #expect(found == "cannot write b: Is a directory")
    #expect(folder.names == ["b"])
  }

  @Test func `contents that fail leave nothing behind`() throws {
    let folder = try TemporaryFolder()
    let found = failure(folder) {
      var files = try WholeFiles(folder: folder.path)
      try files.write("a") { (stream) throws(WriteFailure) in
        try stream.write("half")
        throw WriteFailure("a", errno: ENOSPC)
      }
      try files.commit()
    }
    #expect(found == "cannot write a: No space left on device")
    #expect(folder.names == [])
  }

  @Test func `a folder that does not exist is made, one that is a file is refused`() throws {
    let folder = try TemporaryFolder()
    var files = try WholeFiles(folder: "\(folder.path)/new/deep")
    try write(&files, "a", "1")
    try files.commit()
    #expect(try folder.text(of: "new/deep/a") == "1")
    try folder.write("file", "")
    let found = failure(folder) { _ = try WholeFiles(folder: "\(folder.path)/file") }
    #expect(found == "cannot write file: Not a directory")
    let beneath = failure(folder) { _ = try WholeFiles(folder: "\(folder.path)/file/deep") }
    #expect(beneath?.hasPrefix("cannot write file/deep: ") == true)
  }

  @Test func `a folder that takes no files is refused`() throws {
    let folder = try TemporaryFolder()
    let found = failure(folder) {
      var files = try WholeFiles(folder: "/proc")
      try write(&files, "a", "1")
    }
    #expect(found?.hasPrefix("cannot write /proc/") == true)
  }
}
