import Foundation
import Testing

/// The help texts at the width of a usual terminal.
struct HelpTests {
  static let commands = [
    "tui", "run", "check", "generate", "import", "compare", "explain", "policies", "samples",
    "emulate", "size", "diff",
  ]
  private static let width = 80

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func help(_ arguments: [String]) throws -> Program.Outcome {
    try Program.run(
      arguments + ["--help"], in: folder, environment: ["COLUMNS": "\(Self.width)"])
  }

  @Test(arguments: commands.map { [$0] } + [[]])
  func `no line of help is wider than 80 columns, and no example breaks`(
    arguments: [String]
  ) throws {
    let help = try help(arguments)
    #expect(help.status == 0 && help.errors.isEmpty)
    let lines = help.output.split(separator: "\n", omittingEmptySubsequences: false)
    for line in lines { #expect(line.count <= Self.width, "\(line)") }
    let title = arguments.isEmpty ? "Try it:" : "Examples:"
    let examples = try #require(lines.firstIndex { $0 == title })
    let block = lines[(examples + 1)...].prefix { !$0.isEmpty }
    #expect(!block.isEmpty)
    for line in block { #expect(line.hasPrefix("  gswarm-sim"), "\(line)") }
  }

  @Test(arguments: commands)
  func `every option of an example is one that the command has`(command: String) throws {
    let help = try help([command]).output
    let lines = help.split(separator: "\n", omittingEmptySubsequences: false)
    let examples = try #require(lines.firstIndex { $0 == "Examples:" })
    let block = lines[(examples + 1)...].prefix { !$0.isEmpty }
    let options = lines[block.endIndex...].joined(separator: "\n")
    for example in block {
      // What is between quotes is for another command.
      let example = example.replacing(/'[^']*'/, with: "''")
      let words = example.split { $0 == "|" || $0 == ">" }[0].split(separator: " ")
      // Examples of `policies` and `samples` are of other commands.
      guard words.count < 2 || words[1] == command || words[1].hasPrefix("-") else { continue }
      for option in words where option.hasPrefix("--") {
        #expect(options.contains("\(option) ") || options.contains("\(option)\n"), "\(example)")
      }
    }
  }

  @Test func `the command list of the main help is complete`() throws {
    let help = try help([]).output
    for command in Self.commands { #expect(help.contains("\n  \(command) "), "\(command)") }
  }

  @Test func `help that cannot be written gives status 73`() throws {
    let shell = try Program.shell("\"$0\" --help > /dev/full", in: folder)
    #expect(shell.status == 73)
    #expect(shell.errors == "error: cannot write standard output: No space left on device\n")
  }

  @Test func `the list of policies fits into 80 columns`() throws {
    let list = try Program.run("policies", in: folder)
    for line in list.output.split(separator: "\n") { #expect(line.count <= Self.width, "\(line)") }
  }

  @Test func `samples lists every sample with its lesson, and the table in docs agrees`() throws {
    let list = try Program.run("samples", in: folder)
    #expect(list.status == 0)
    let table = try String(
      contentsOfFile: "\(Program.repository)/samples/README.md", encoding: .utf8)
    let rows = table.split(separator: "\n").filter { $0.hasPrefix("| [") }
    let lines = list.output.split(separator: "\n")
    #expect(lines.count == rows.count)
    for line in lines {
      #expect(line.count <= Self.width)
      let name = String(line.prefix { $0 != " " })
      let lesson = line.dropFirst(name.count).trimmingCharacters(in: .whitespaces)
      #expect(
        rows.contains { $0.hasPrefix("| [\(name)](\(name)) ") && $0.contains(" | \(lesson) | ") },
        "\(line)")
    }
  }
}
