import Documents
import Foundation
import Testing

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
}
