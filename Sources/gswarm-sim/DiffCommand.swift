import ArgumentParser
import Documents
import Engine
import Foundation
import History
import Workload

/// `gswarm-sim diff`: the differences between two runs.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare two runs: until when they are the same, and why not longer.",
    usage: "gswarm-sim diff [<log> ...] [--a <options>] [--b <options>] [--json]",
    discussion: """
      Each side is an execution log or a scenario to simulate, given by the options of \
      gswarm-sim run between quotes. Prints until when the runs are the same, the first \
      decision that differs with the reasons of both sides, the requests that gained \
      and lost most, and every measure side by side. Exit status 0 if they are the \
      same, 1 if not. Requests and nodes are told by their names.

      Examples:
        gswarm-sim diff before.json after.json
        gswarm-sim diff --a '--sample tour' --b '--sample tour --policy cost'
        gswarm-sim diff log.json --b '--sample tour --gpus 4' --json
      """)

  @Argument(help: ArgumentHelp("An execution log for each side not given.", valueName: "log"))
  var logs: [String] = []

  @Option(
    name: .customLong("a"), parsing: .unconditional,
    help: ArgumentHelp("The first side, as options of run.", valueName: "options"),
    transform: SideOptions.init)
  var first: SideOptions?

  @Option(
    name: .customLong("b"), parsing: .unconditional,
    help: ArgumentHelp("The second side, as options of run.", valueName: "options"),
    transform: SideOptions.init)
  var second: SideOptions?

  @Flag(help: "Print the differences as JSON.") var json = false

  func validate() throws {
    guard logs.count + (first == nil ? 0 : 1) + (second == nil ? 0 : 1) == 2 else {
      throw UsageError.needsTwoSides
    }
  }

  func run() throws {
    var paths = logs[...]
    let a = try side(first, &paths)
    let b = try side(second, &paths)
    let report = DifferenceReport(a.run, b.run, names: (a.name, b.name))
    try printOutput(json ? report.json : report.lines.joined(separator: "\n") + "\n")
    if !report.isSame { throw ExitCode.checkFailed }
  }

  /// The run of a side: that of its options, else of the next log.
  private func side(
    _ options: SideOptions?, _ logs: inout ArraySlice<String>
  ) throws -> (run: History, name: String) {
    if let options { return (try options.history(), options.text) }
    guard let path = logs.popFirst() else { throw UsageError.needsTwoSides }
    return (try ScenarioOptions.parse([]).history(ofLog: path), path)
  }
}

/// The options of `run` between quotes.
struct SideOptions {
  let text: String
  private let scenario: ScenarioOptions

  init(_ text: String) throws(UsageError) {
    self.text = try Limit.textBytes.text(text)
    do { scenario = try ScenarioOptions.parse(try shellWords(text)) } catch let error as UsageError
    {
      throw error
    } catch {
      throw .side(ScenarioOptions.message(for: error))
    }
  }

  /// The simulated run.
  func history() throws -> History {
    let loaded = try scenario.load()
    let options = try scenario.options(for: loaded)
    Interrupt.watch()
    defer { Interrupt.unwatch() }
    return History(of: try simulate(loaded.scenario, options))
  }
}

/// Splits a text into words as a shell does: at blanks outside quotes, without expansions.
func shellWords(_ text: String) throws(UsageError) -> [String] {
  var words: [String] = []
  var (word, isWord) = ("", false)
  var quote: Character?
  var isEscaped = false
  for character in text {
    if isEscaped {
      word.append(character)
      isEscaped = false
    } else if let open = quote {
      if character == open {
        quote = nil
      } else if character == "\\", open == "\"" {
        isEscaped = true
      } else {
        word.append(character)
      }
    } else if character == "'" || character == "\"" {
      (quote, isWord) = (character, true)
    } else if character == "\\" {
      (isEscaped, isWord) = (true, true)
    } else if character.isWhitespace {
      if isWord { words.append(word) }
      (word, isWord) = ("", false)
    } else {
      word.append(character)
      isWord = true
    }
  }
  guard quote == nil, !isEscaped else { throw .openQuote }
  if isWord { words.append(word) }
  return words
}
