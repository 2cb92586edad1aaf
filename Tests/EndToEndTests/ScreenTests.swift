import Testing

/// The screen in a real terminal, one for each test.
@Suite(
  .enabled(if: Tmux.isInstalled, "tmux is not installed"), .serialized, .timeLimit(.minutes(2)))
struct ScreenTests {
  private func open(_ terminal: Tmux, _ arguments: String = "--sample tour") throws {
    try terminal.type("'\(Program.path)' \(arguments)", "Enter")
    _ = try terminal.wait { $0.contains("Ready queue") && $0.contains("quit") }
  }

  private func expectRestored(_ terminal: Tmux) throws {
    _ = try terminal.wait { $0.contains("ready$") && !$0.contains("Ready queue") }
    #expect(try !terminal.isOnAlternateScreen)
    #expect(try terminal.isCursorVisible)
    // Typed text is echoed again.
    try terminal.type("echo one$((1+1))", "Enter")
    _ = try terminal.wait { $0.contains("echo one") && $0.contains("one2") }
  }

  @Test(arguments: [(80, 24), (120, 36), (200, 60)])
  func `steps, goes back, jumps, shows help and quits`(_ size: (width: Int, height: Int)) throws {
    let terminal = try Tmux(size.width, size.height)
    try open(terminal)
    try terminal.type("12.")
    _ = try terminal.wait { $0.contains("event 12/") }
    try terminal.type(",,")
    _ = try terminal.wait { $0.contains("event 10/") }
    try terminal.type("G")
    _ = try terminal.wait { $0.contains("✓ 40/40") }
    try terminal.type("?")
    _ = try terminal.wait { $0.contains("Keys") && $0.contains("run or pause") }
    try terminal.type("Escape")
    _ = try terminal.wait { !$0.contains("run or pause") }
    try terminal.type("q")
    try expectRestored(terminal)
  }

  @Test func `runs by itself until the space bar stops it`() throws {
    let terminal = try Tmux(100, 30)
    try open(terminal)
    try terminal.type("]]]]", "Space")
    _ = try terminal.wait { $0.contains("▶") && !$0.contains("event 0/") }
    try terminal.type("Space")
    let stopped = try terminal.wait { $0.contains("‖") }
    #expect(!stopped.contains("event 0/"))
    try terminal.type("q")
    try expectRestored(terminal)
  }

  @Test func `follows the size of the terminal, down to a message and back`() throws {
    let terminal = try Tmux(120, 36)
    try open(terminal)
    try terminal.resize(50, 12)
    _ = try terminal.wait { $0.contains("50×12 is too small") }
    try terminal.resize(90, 30)
    _ = try terminal.wait { $0.contains("Ready queue") }
    try terminal.type("C-c")
    try expectRestored(terminal)
  }

  @Test(arguments: ["TERM", "SEGV", "ABRT", "HUP"])
  func `a fatal signal leaves the terminal as it was`(_ signal: String) throws {
    let terminal = try Tmux(80, 24)
    try open(terminal)
    try terminal.type("C-z")
    _ = try terminal.wait { $0.contains("ready$") && !$0.contains("Ready queue") }
    try terminal.type("clear; kill -\(signal) %1; fg; clear; echo back", "Enter")
    _ = try terminal.wait { $0.contains("back") && $0.contains("ready$") }
    try expectRestored(terminal)
  }

  @Test func `suspends and resumes with the same screen`() throws {
    let terminal = try Tmux(100, 30)
    try open(terminal)
    try terminal.type("7.")
    _ = try terminal.wait { $0.contains("event 7/") }
    try terminal.type("C-z")
    _ = try terminal.wait { $0.contains("ready$") && !$0.contains("Ready queue") }
    try terminal.type("fg", "Enter")
    _ = try terminal.wait { $0.contains("event 7/") && $0.contains("Ready queue") }
    try terminal.type("q")
    try expectRestored(terminal)
  }

  @Test func `an unknown terminal gets a sentence`() throws {
    let terminal = try Tmux(80, 24)
    try terminal.type("TERM=nonsense '\(Program.path)' --sample tour; echo status $?", "Enter")
    let screen = try terminal.wait { $0.contains("status 69") }
    #expect(screen.contains("error:"))
  }
}
