import Foundation
import Testing

/// The examples of `check` on the page about files.
struct CheckPageTests {
  /// The commands of a section, indented on the page, and the output after each, in a block of code.
  private func examples(under heading: String) throws -> [(command: [String], output: String)] {
    let page = try String(
      contentsOfFile: "\(Program.repository)/docs/files.md", encoding: .utf8)
    let section = try #require(
      page.components(separatedBy: "\n## ").first { $0.hasPrefix(heading) })
    var result: [(command: [String], output: String)] = []
    var isInBlock = false
    for line in section.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isInBlock.toggle()
      } else if isInBlock {
        result[result.count - 1].output += line + "\n"
      } else if line.hasPrefix("    gswarm-sim ") {
        result.append((line.split(separator: " ").dropFirst().map(String.init), ""))
      }
    }
    return result
  }

  @Test func `the output of check is the one on the page`() throws {
    let folder = try TemporaryFolder()
    let examples = try examples(under: "What `check` reads and writes")
    try #require(examples.contains { !$0.output.isEmpty })
    for example in examples {
      let outcome = try Program.run(example.command, in: folder)
      if !example.output.isEmpty { #expect(outcome.output == example.output) }
    }
  }
}
