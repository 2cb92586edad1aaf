import Foundation
import FoundationNetworking
import Testing

extension ScreenTests {
  /// Opens the tour as a live run in a folder, and waits until its first call is completed.
  private func openLive(
    _ terminal: Tmux, at address: String, in folder: TemporaryFolder
  ) throws -> String {
    try terminal.type(
      "cd '\(folder.url.path)'; clear; sh -c 'echo $$ > pid; exec \"\(Program.path)\" tui"
        + " --sample tour --gpus 4 --simulate true --server \(address)'; echo status $?", "Enter")
    return try terminal.wait { $0.contains("● live: running") && Self.events(on: $0).last > 40 }
  }

  /// The event of the cursor and the last one so far.
  private static func events(on screen: String) -> (cursor: Int, last: Int) {
    guard let found = screen.firstMatch(of: #/event (\d+)/(\d+)/#) else { return (0, 0) }
    return (Int(found.1) ?? 0, Int(found.2) ?? 0)
  }

  @Test func `a live run grows on the screen, also while one looks at its past`() throws {
    let folder = try TemporaryFolder()
    let (emulator, address) = try RunningProgram.emulator(timeScale: "30", in: folder)
    let terminal = try Tmux(120, 36)
    let early = Self.events(on: try openLive(terminal, at: address, in: folder))
    _ = try terminal.wait { Self.events(on: $0).cursor > early.cursor }
    try terminal.type(",")
    let past = Self.events(on: try terminal.wait { $0.contains("‖ live: running") })
    let later = try terminal.wait { Self.events(on: $0).last > past.last }
    #expect(Self.events(on: later).cursor == past.cursor)
    try terminal.type("G")
    _ = try terminal.wait { $0.contains("● live: running") }
    _ = try terminal.wait { $0.contains("■ live: over") && $0.contains("✓ 40/40") }
    try terminal.type("q")
    _ = try terminal.wait { $0.contains("status 0") }
    try expectRestored(terminal)
    let check = try Program.run("check", "--sample", "tour", "--quiet", in: folder)
    #expect(check.output == "PASS: baseline_execution_log.json: 172 executions, 0 violations\n")
    #expect(emulator.interrupt() == 0)
  }

  @Test(arguments: [[SIGTERM], [SIGHUP], [SIGINT], [SIGHUP, SIGHUP], [SIGHUP, SIGHUP, SIGHUP]])
  func `signals close a live screen, and nothing is left on the server`(
    _ numbers: [Int32]
  ) throws {
    let folder = try TemporaryFolder()
    let (emulator, address) = try RunningProgram.emulator(timeScale: "5", in: folder)
    let status = try #require(URL(string: address + "/standalone/status"))
    let terminal = try Tmux(120, 36)
    _ = try openLive(terminal, at: address, in: folder)
    let instances = String(decoding: try Data(contentsOf: status), as: UTF8.self)
    #expect(instances.contains("\"instance_id\""))
    let text = try folder.read("pid").trimmingCharacters(in: .whitespacesAndNewlines)
    for number in numbers {
      // When a terminal closes, the kernel and the shell send one HUP each.
      #expect(kill(try #require(pid_t(text)), number) == 0)
      usleep(2_000)
    }
    _ = try terminal.wait { $0.contains("status 130") }
    try expectRestored(terminal)
    let left = String(decoding: try Data(contentsOf: status), as: UTF8.self)
    #expect(!left.contains("\"instance_id\""))
    #expect(try folder.read("baseline_execution_log.json").contains("\"interrupted\": true"))
    #expect(emulator.interrupt() == 0)
  }
}
