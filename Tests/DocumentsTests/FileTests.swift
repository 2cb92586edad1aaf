import Foundation
import Testing

@testable import Documents

struct FileTests {
  private let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "documents-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data("a: 1\n".utf8).write(to: URL(fileURLWithPath: folder + "/system_config.yaml"))
    try Data("[1]".utf8).write(to: URL(fileURLWithPath: folder + "/log.JSON"))
    try Data("a".utf8).write(to: URL(fileURLWithPath: folder + "/notes.txt"))
  }

  private func refusal(_ name: String) -> FileError? {
    do throws(FileError) {
      _ = try SourceFile(path: folder + "/" + name)
      return nil
    } catch {
      return error
    }
  }

  @Test func `the extension says how a file is written`() throws {
    let yaml = try SourceFile(path: folder + "/system_config.yaml")
    #expect(yaml.format == .yaml && yaml.name == folder + "/system_config.yaml")
    #expect(drawn(reading(yaml).root) == "{a: 1}")
    let json = try SourceFile(path: folder + "/log.JSON")
    #expect(json.format == .json)
    #expect(drawn(reading(json).root) == "[1]")
  }

  @Test func `another extension is refused`() {
    let error = refusal("notes.txt")
    #expect(error?.kind == .unknownFormat)
    #expect(
      error?.sentence
        == "\(folder)/notes.txt: cannot tell the format: its name ends in neither .yaml, .yml nor .json"
    )
  }

  @Test func `a missing file is refused with the system's reason and a similar name`() {
    let error = refusal("sytem_config.yaml")
    #expect(error?.kind == .missing)
    #expect(
      error?.sentence == "\(folder)/sytem_config.yaml: cannot be read: No such file or directory; "
        + "did you mean \(folder)/system_config.yaml?")
    #expect(refusal("other.yaml")?.sentence.contains("did you mean") == false)
    #expect(refusal("no/such/folder.yaml")?.kind == .missing)
    #expect(refusal("system_config.yaml/x.yaml")?.kind == .missing)
  }

  @Test func `a folder is refused`() {
    #expect(refusal("")?.kind == .unreadable)
    #expect(refusal("")?.sentence == "\(folder)/: cannot be read: Is a directory")
  }

  // MARK: - Size

  @Test func `a device without an end is read as far as its first NUL`() throws {
    symlink("/dev/zero", folder + "/zero.yaml")
    let source = try SourceFile(path: folder + "/zero.yaml")
    #expect(source.bytes.count <= 1 << 18)
    #expect(reading(source).problems.contains("does not allow the character U+0000"))
  }

  @Test func `a sparse file of ten terabytes is refused by its size`() {
    let path = folder + "/sparse.json"
    close(open(path, O_WRONLY | O_CREAT, 0o600))
    guard truncate(path, 10 << 40) == 0 else { return }
    #expect(refusal("sparse.json")?.kind == .tooLarge)
    #expect(refusal("sparse.json")?.sentence == "\(path): has more than 16 GiB")
  }

  @Test func `a pipe that never ends is refused at the limit`() throws {
    let path = folder + "/pipe.yaml"
    mkfifo(path, 0o600)
    let writer = Thread {
      let descriptor = open(path, O_WRONLY)
      let text = [UInt8](repeating: UInt8(ascii: "#"), count: 1 << 16)
      while write(descriptor, text, text.count) > 0 {}
      close(descriptor)
    }
    signal(SIGPIPE, SIG_IGN)
    writer.start()
    var error: FileError?
    do throws(FileError) { _ = try SourceFile(path: path, within: .settingsBytes) } catch let e {
      error = e
    }
    #expect(error?.sentence == "\(path): has more than 1 MiB")
  }
}
