import Foundation
import Testing

@testable import TUI

/// The state in which the screen begins, and sessions in files.
@Suite struct SessionTests {
  private func begun(_ commands: [String], keys: String = "") throws -> AppState {
    var state = try Sample.tour.state(120, 36)
    var start = StartState()
    for command in commands { start.add(command: command, for: "--x") }
    try start.add(keys: keys, for: "--keys")
    state.startCommands = start.commands
    state.finishStart()
    return state
  }

  @Test func `the screen begins as the command line says`() throws {
    let state = try begun(
      [
        "branch lose 2 at 60", "compare collate", "at 120", "zoom 40", "break switch gpu=1",
        "focus switches",
      ], keys: "c<Down>")
    #expect(state.startFaults.isEmpty && state.startCommands.isEmpty)
    #expect(state.run.branching?.cursor.time == 60)
    #expect(state.run.second?.name == "collate")
    #expect(state.focus == .switches)
    #expect(state.message == nil)
    #expect(state.run.choices.switch == 1)
    #expect(state.run.time > 120)
    #expect(try state.after("<C-o><C-o>").run.time == 120)
  }

  @Test func `what cannot be done is said, and the rest is done`() throws {
    let state = try begun(["compare nonsense", "at 120"])
    #expect(state.startFaults.count == 1)
    #expect(state.startFaults.first?.hasPrefix("--x: there is no policy nonsense") == true)
    #expect(state.run.time == 120)
    #expect(state.allWarnings.contains { $0.contains("nonsense") })
  }

  @Test func `a saved session leads to the same screen`() throws {
    let sessions = [
      "100.",
      "40.:m \"odd: #1<Enter>60.x[[3",
      "60.:m a<Enter>Wlose 2 as broken at 5<Enter>30.:m b<Enter>Wcollate<Enter>20.bidle<Enter>w",
      "60.Dcollate gpus=4<Enter>v4}+++5",
      "200./sdxl<Enter>n", "120.4fwait>20<Enter>oo3oo5fsdxl<Enter>",
    ]
    for keys in sessions {
      let state = try Sample.tour.state(120, 36).after(keys)
      let again = try begun(state.sessionCommands)
      #expect(again.startFaults.isEmpty)
      #expect(again.sessionCommands == state.sessionCommands)
      var (one, other) = (state, again)
      (one.message, other.message, one.count, other.count) = (nil, nil, nil, nil)
      // The switch of the last jump is marked until the cursor moves on; a session keeps none.
      one.run.seek(toTime: one.run.time)
      let lines = zip(
        one.screen.text().split(separator: "\n"), other.screen.text().split(separator: "\n"))
      for (line, again) in lines { #expect(line == again, "\(keys)") }
      let isSame = one.screen == other.screen
      #expect(isSame, "\(keys)")
    }
  }

  @Test func `a session is written to a file and read from it`() throws {
    let path = NSTemporaryDirectory() + "session-\(UUID().uuidString).yaml"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let state = try Sample.tour.state(120, 36).after("60.:m \"x\\ y: #<Enter>:save \(path)<Enter>")
    #expect(state.message?.hasPrefix("saved ") == true)
    let commands = try SessionFile.read(path).map { command -> String in
      if case .command(let text) = command.step { text } else { "" }
    }
    #expect(commands == state.sessionCommands)
    #expect(try SessionFile.read(path).first?.origin == "\(path):3")
  }

  @Test func `what was typed is there in the next session, and nothing worse`() throws {
    let path = NSTemporaryDirectory() + "typed-\(UUID().uuidString)/deep/typed-texts"
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(TypedTexts(file: path) == TypedTexts())
    let state = try Sample.tour.state(120, 36).after(":120<Enter>/sdxl<Enter>:#5<Enter>")
    state.typed.keep(inFile: path)
    #expect(TypedTexts(file: path) == state.typed)
    try "goTo\t\u{1B}[31mred\nnothing\tx\ngoTo\n\tx\n\u{0}".write(
      toFile: path, atomically: true, encoding: .utf8)
    #expect(TypedTexts(file: path)[.goTo] == ["[31mred"])
    // A folder that cannot be made is no reason to fail.
    state.typed.keep(inFile: "/dev/null/typed-texts")
  }

  @Test(arguments: [
    ("commands: 3\n", "a session is a list"), ("- a\n", "a session is a list"),
    ("commands: [{a: b}]\n", ":1:12: error: expected a command, found a mapping"),
    ("commands: [\"a\n", ":1"),
  ])
  func `a file that is no session is refused with its line`(
    _ text: String, _ sentence: String
  ) throws {
    let path = NSTemporaryDirectory() + "session-\(UUID().uuidString).yaml"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    do {
      _ = try SessionFile.read(path)
      Issue.record("read")
    } catch {
      #expect(error.sentence.contains(sentence), "\(error.sentence)")
    }
  }
}
