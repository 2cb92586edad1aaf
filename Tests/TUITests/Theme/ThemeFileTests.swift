import Foundation
import Testing

@testable import TUI

@Suite struct ThemeFileTests {
  private static let folder = URL(filePath: #filePath)
    .appending(path: "../../../../themes").standardizedFileURL

  private func read(_ text: String) throws -> (theme: Theme, warnings: String, name: String) {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).yaml")
    try text.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let (theme, warnings) = try Theme.reading(file.path)
    return (theme, warnings, file.path)
  }

  @Test(arguments: ["night", "day", "okabe-ito", "terminal", "mono"])
  func `a shipped theme is complete`(_ name: String) throws {
    let (theme, warnings) = try Theme.reading(Self.folder.appending(path: "\(name).yaml").path)
    #expect(warnings.isEmpty)
    #expect(theme.models.count >= 12)
  }

  @Test func `the built-in theme is the file night`() throws {
    var (theme, _) = try Theme.reading(Self.folder.appending(path: "night.yaml").path)
    theme.name = Theme.builtIn.name
    #expect(theme == .builtIn)
  }

  @Test func `a role that is missing or no colour keeps the built-in one, with file and line`()
    throws
  {
    let (theme, warnings, name) = try read("text: 7\ndim: purple\nbakground: 0\n")
    #expect(theme.text == .ansi(7))
    #expect(theme.dim == Theme.builtIn.dim)
    #expect(theme.background == Theme.builtIn.background)
    #expect(warnings.contains("\(name):2:6: warning: purple is not a colour; write \"#RRGGBB\""))
    #expect(
      warnings.contains(
        "\(name):3:1: warning: there is no role bakground; did you mean background?"))
    #expect(warnings.contains("\(name):1:1: warning: the theme gives no colour to border"))
  }

  @Test func `a colour that YAML takes for a comment is explained`() throws {
    #expect(try read("text: #FFFFFF\n").warnings.contains("write #RRGGBB in quotes"))
  }

  @Test func `what is not YAML is refused`() throws {
    #expect(throws: DisplayFailure.self) { _ = try self.read("text: [") }
    #expect(throws: DisplayFailure.self) { _ = try Theme.reading("/nowhere.yaml") }
  }
}
