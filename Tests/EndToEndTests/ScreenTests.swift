import Foundation
import Testing

/// The screen in a real terminal, one for each test.
@Suite(
  .enabled(if: Tmux.isInstalled, "tmux is not installed"), .serialized, .timeLimit(.minutes(10)))
struct ScreenTests {
  private func open(
    _ terminal: Tmux, _ arguments: String = "--sample tour", with environment: String = ""
  ) throws {
    try terminal.type("\(environment) '\(Program.path)' \(arguments)", "Enter")
    _ = try terminal.wait {
      $0.contains("Ready queue") && ($0.contains("quit") || $0.contains("warnings"))
    }
  }

  func expectRestored(_ terminal: Tmux) throws {
    _ = try terminal.wait { $0.split(whereSeparator: \.isNewline).last == "ready$" }
    #expect(try !terminal.isOnAlternateScreen)
    #expect(try terminal.isCursorVisible)
    #expect(try !terminal.isMouseReported)
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

  @Test func `a terminal that says so gets colours by red, green and blue, others the palette`()
    throws
  {
    let terminal = try Tmux(120, 36)
    try open(terminal, with: "COLORTERM=truecolor")
    // The background of the theme night.
    #expect(try terminal.coloredScreen.contains("48;2;20;22;30"))
    // Keys with Ctrl come as before.
    try terminal.type("5.", "C-Left", "F1")
    _ = try terminal.wait { $0.contains("Keys") }
    try terminal.type("q")
    try expectRestored(terminal)
    try open(terminal, with: "COLORTERM=")
    #expect(try !terminal.coloredScreen.contains("48;2;"))
    try terminal.type("q")
    try expectRestored(terminal)
  }

  @Test func `a light terminal gets the light theme, unless a theme is chosen`() throws {
    let terminal = try Tmux(120, 36)
    try terminal.setBackground("#ffffff")
    for (arguments, isDay) in [("--sample tour", true), ("--sample tour --theme night", false)] {
      try open(terminal, arguments, with: "COLORTERM=truecolor")
      #expect(try terminal.coloredScreen.contains("48;2;250;250;245") == isDay)
      // What was typed while the terminal was asked is not lost, and its answers are no keys.
      try terminal.type("q")
      try expectRestored(terminal)
    }
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

  @Test func `each fatal signal leaves the terminal as it was, and keeps the last words`() throws {
    let terminal = try Tmux(80, 24)
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "pid").path
    let signals = [
      SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGUSR1,
    ]
    for signal in signals {
      try terminal.type(
        "clear; sh -c 'echo $$ > \(file); exec \"\(Program.path)\" --sample tour'; echo status $?",
        "Enter")
      _ = try terminal.wait {
        $0.contains("Ready queue") && ($0.contains("quit") || $0.contains("warnings"))
      }
      let text = try folder.read("pid").trimmingCharacters(in: .whitespacesAndNewlines)
      let process = try #require(pid_t(text))
      // What a dying program says goes to its standard error.
      let errors = try FileHandle(forWritingTo: URL(filePath: "/proc/\(process)/fd/2"))
      try errors.write(contentsOf: Data("last words\n".utf8))
      try errors.close()
      #expect(kill(process, signal) == 0)
      let screen = try terminal.wait { $0.contains("status \(128 + signal)") }
      #expect(screen.contains("last words"))
      try expectRestored(terminal)
    }
  }

  @Test func `late answers of the terminal and keys with Alt are no commands`() throws {
    // Z23: a q in them quit.
    let terminal = try Tmux(100, 30)
    try open(terminal)
    for bytes in [
      "\u{1B}P1$r0 q\u{1B}\\", "\u{1B}]11;rgb:qqqq/0000/0000\u{7}", "\u{1B}]10;?q\u{1B}\\",
      "\u{1B}q", "\u{1B}Q", "\u{1B}_qq\u{1B}\\",
    ] { try terminal.send(bytes) }
    try terminal.type("3.")
    _ = try terminal.wait { $0.contains("event 3/") }
    try terminal.type("q")
    try expectRestored(terminal)
  }

  @Test func `a crash is reported without a question`() throws {
    // Z5: the backtracer waited half a minute for a key.
    let terminal = try Tmux(100, 30)
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "pid").path
    try terminal.type(
      "clear; sh -c 'unset SWIFT_BACKTRACE; echo $$ > \(file);"
        + " exec \"\(Program.path)\" --sample tour'; echo status $?", "Enter")
    _ = try terminal.wait { $0.contains("Ready queue") && $0.contains("quit") }
    let text = try folder.read("pid").trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(kill(try #require(pid_t(text)), SIGTRAP) == 0)
    _ = try terminal.wait(seconds: 25) { $0.contains("status \(128 + SIGTRAP)") }
    try expectRestored(terminal)
  }

  @Test(arguments: [(120, 36), (80, 24)])
  func `the tour of the README is true to the letter`(_ size: (width: Int, height: Int)) throws {
    let terminal = try Tmux(size.width, size.height)
    try open(terminal)
    _ = try terminal.wait { $0.contains("5 GPUs") && $0.contains("· empty") && $0.contains("0/40") }
    try terminal.type("x")
    _ = try terminal.wait {
      $0.contains("GPU 4: bge-embed → llama-3-8b in 1.20 s") && $0.contains("╱")
    }
    try terminal.type("xxxxxxxxxx", "3")
    _ = try terminal.wait { $0.contains("↩") }
    try terminal.type(":#100", "Enter", ".")
    _ = try terminal.wait { $0.contains("event 101/212") }
    try terminal.type(",")
    _ = try terminal.wait { $0.contains("event 100/212") }
    try terminal.type("30.")
    _ = try terminal.wait { $0.contains("event 130/212") }
    try terminal.type("5", "Up", "Enter")
    _ = try terminal.wait { $0.contains("Why here") || $0.contains("critical path") }
    // Esc and a key at once would be a key with Alt.
    try terminal.type("Escape")
    _ = try terminal.wait { !$0.contains("Why here") && !$0.contains("critical path") }
    try terminal.type("bp90>150", "Enter", "c")
    let stopped = Self.event(on: try terminal.wait { $0.contains("stopped at p90>150") })
    try terminal.type("20.")
    _ = try terminal.wait { Self.event(on: $0) == stopped.map { $0 + 20 } }
    try terminal.type("C")
    _ = try terminal.wait { Self.event(on: $0) == stopped && $0.contains("stopped at p90>150") }
    try terminal.type("g", "/sdxl", "Enter")
    _ = try terminal.wait { $0.contains("“sdxl”: ") && !$0.contains("event 0/") }
    try terminal.type("n", "Space", "]", "Space")
    _ = try terminal.wait { $0.contains("‖") }
    try terminal.type("g", "e")
    _ = try terminal.wait { $0.contains("✓ 1/40") }
    try terminal.type("Dcollate", "Enter")
    _ = try terminal.wait { $0.contains("second: collate") }
    try terminal.type("v")
    _ = try terminal.wait { $0.contains("collate: GPU") }
    try terminal.type("Wlose 2", "Enter")
    _ = try terminal.wait { $0.contains("run 2/2") && $0.contains("second: with GPU 2") }
    try terminal.type("w")
    _ = try terminal.wait { $0.contains("run 1/2") }
    try terminal.type("G0")
    _ = try terminal.wait { $0.contains("✓ 40/40") }
    try terminal.type("?")
    _ = try terminal.wait { $0.contains("run or pause") }
    try terminal.type("Escape")
    _ = try terminal.wait { !$0.contains("run or pause") }
    try terminal.type("q")
    try expectRestored(terminal)
  }

  /// The event of the cursor in the header.
  private static func event(on screen: String) -> Int? {
    screen.firstMatch(of: #/event (\d+)/\d+/#).flatMap { Int($0.1) }
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

  @Test func `a paste is no row of commands`() throws {
    let terminal = try Tmux(100, 30)
    try open(terminal)
    try terminal.paste("q...G")
    try terminal.type("3.")
    _ = try terminal.wait { $0.contains("event 3/") }
    try terminal.type("q")
    try expectRestored(terminal)
  }

  @Test func `the configuration's warnings come before the screen, and the rest of it holds`()
    throws
  {
    let folder = try TemporaryFolder()
    let own = folder.url.appending(path: "gswarm-sim")
    try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
    try "theme: dya\nmouse: true\nkeys: {quit: Q}\n".write(
      to: own.appending(path: "config.yaml"), atomically: true, encoding: .utf8)
    let terminal = try Tmux(250, 30)
    try open(terminal, with: "XDG_CONFIG_HOME='\(folder.url.path)'")
    #expect(try terminal.isMouseReported)
    try terminal.type("q")
    _ = try terminal.wait { $0.contains("q does nothing") }
    try terminal.type("Q")
    try expectRestored(terminal)
    _ = try terminal.wait { $0.contains("there is no theme dya; did you mean day?") }
  }

  @Test func `NO_COLOR draws without colours`() throws {
    let terminal = try Tmux(100, 30)
    let color = #/\e\[([0-9]+;)*(3[0-8]|4[0-8]|9[0-7]|10[0-7])[;m]/#
    try open(terminal)
    #expect(try terminal.coloredScreen.firstMatch(of: color) != nil)
    try terminal.type("q")
    try expectRestored(terminal)
    try open(terminal, with: "clear; NO_COLOR=1")
    try terminal.type("40.")
    _ = try terminal.wait { $0.contains("event 40/") }
    #expect(try terminal.coloredScreen.firstMatch(of: color) == nil)
    try terminal.type("q")
    try expectRestored(terminal)
  }

  @Test(arguments: ["LC_ALL=C", "LC_ALL= LANG=POSIX", "TERM=vt100 LC_ALL=C"])
  func `a locale without UTF-8, or an old terminal too, gets ASCII`(_ environment: String) throws {
    let terminal = try Tmux(100, 30)
    try open(terminal, with: environment)
    try terminal.type("40.")
    let screen = try terminal.wait { $0.contains("event 40/") }
    #expect(screen.utf8.allSatisfy { $0 < 0x80 })
    try terminal.type("q")
    try expectRestored(terminal)
  }

  @Test func `what is no terminal, or one that cannot be used, gets a sentence`() throws {
    let terminal = try Tmux(100, 30)
    let program = "'\(Program.path)' --sample tour"
    for (command, sentence) in [
      ("TERM=nonsense \(program)", "unknown terminal \"nonsense\""),
      ("TERM= \(program)", "TERM is not set"),
      ("TERM=dumb \(program)", "cannot move its cursor"),
      ("\(program) < /dev/null", "standard input is not a terminal"),
    ] {
      try terminal.type("clear; \(command); echo status $?", "Enter")
      let screen = try terminal.wait { $0.contains("status 69") }
      #expect(screen.replacing("\n", with: "").contains(sentence))
      try terminal.type("clear", "Enter")
      _ = try terminal.wait { !$0.contains("status 69") }
    }
  }
}
