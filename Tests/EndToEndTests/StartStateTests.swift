import Foundation
import Testing

/// The state in which the screen begins, by options and by a session's file.
@Suite struct StartStateTests {
  private let folder: TemporaryFolder
  private let tour = ["tui", "--sample", "tour", "--size", "150x40", "--script"]

  init() throws { folder = try TemporaryFolder() }

  @Test func `options say where a scripted screen begins`() throws {
    let run = try Program.run(
      tour + [
        "", "--at", "120", "--zoom", "40", "--break", "switch gpu=1", "--compare", "collate",
        "--branch", "lose 2 at 60", "--focus", "switches",
      ], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("t 02:00.00"))
    #expect(run.output.contains("run 2/2 without GPU 2 from 01:00.00"))
    #expect(run.output.contains("■ switch gpu=1"))
    #expect(run.output.contains("collate"))
    let keys = try Program.run(tour + [".", "--keys", "5.", "--at", "#30"], in: folder)
    #expect(keys.output.contains("event 36/"))
  }

  @Test func `a saved session is gone on with`() throws {
    let path = folder.url.appending(path: "mine.yaml").path
    let saved = try Program.run(
      tour + ["60.:m a<Enter>Wlose 2 as broken<Enter>20.:save \(path)<Enter>"], in: folder)
    #expect(saved.status == 0 && saved.output.contains("saved"))
    let text = try folder.read("mine.yaml")
    #expect(text.contains("- \"branch lose 2\"\n- \"name broken\"\n"))
    let again = try Program.run(tour + [":'a<Enter>", "--session", path], in: folder)
    #expect(again.output.contains("run 2/2 broken") && again.output.contains("event 60/"))
  }

  @Test(arguments: [
    (["--at", "nonsense"], "--at: no match"), (["--focus", "queues"], "not one of"),
    (["--compare", "nonsense"], "--compare: there is no policy nonsense"),
    (["--keys", "<Nonsense>"], "unknown key"), (["--session", "none.yaml"], "none.yaml"),
    (["--zoom", "-3"], "--zoom: zoom needs a number of seconds"),
    (["--branch", "lose 77"], "--branch: no GPU 77"),
    (["--break", "queue"], "--break: queue needs"),
  ])
  func `what cannot be had is told in a sentence`(_ options: [String], _ sentence: String) throws {
    let run = try Program.run(tour + [""] + options, in: folder)
    #expect(run.status == 64)
    #expect(run.errors.contains(sentence), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test(.enabled(if: Tmux.isInstalled))
  func `in a terminal the keys are pressed, then the screen is the user's`() throws {
    let terminal = try Tmux(120, 36)
    try terminal.type(
      "\(Program.path) --sample tour --branch 'lose 2 at 60' --at 120 --keys 'D'", "Enter")
    _ = try terminal.wait { $0.contains("run 2/2") && $0.contains("t 02:00.00") }
    _ = try terminal.wait { $0.contains("second schedule") && $0.contains("p95 switches") }
    try terminal.type("collate", "Enter")
    _ = try terminal.wait { $0.contains("second: collate") }
    try terminal.type("y")
    _ = try terminal.wait { $0.contains("copied: ") }
    try terminal.type("q")
    _ = try terminal.wait { $0.split(whereSeparator: \.isNewline).last == "ready$" }
  }
}
