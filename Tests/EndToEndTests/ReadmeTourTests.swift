import Foundation
import Testing

/// The tour of the README, followed to the letter in a real terminal.
///
/// Each claim is a piece of the README's text with the keys that it names and what has to be on the
/// screen then. Together the claims are the whole text, so none of it goes untested.
@Suite(
  .enabled(if: Tmux.isInstalled, "tmux is not installed"), .serialized, .timeLimit(.minutes(10)))
struct ReadmeTourTests {
  private struct Claim {
    let text: String
    let show: (Tour) throws -> Void
  }

  private static var claims: [Claim] {
    [
      Claim(text: "1. `make run` opens the sample `tour`: 40 requests, six models, five GPUs.") {
        let screen = try $0.wait { $0.contains("0/40") }
        #expect(screen.contains("tour") && screen.contains("5 GPUs"))
        #expect(try sampleModels() == 6)
      },
      Claim(
        text: "All requests arrive at time 0; nothing has happened yet, and the GPUs are empty."
      ) {
        let screen = $0.screen
        #expect(screen.contains("event 0/") && screen.contains("t 00:00.00"))
        #expect(screen.matches(of: /\d · empty/).count == 5)
      },
      Claim(
        text: "2. Press `x`: the first switch, by which one model evicts another, has just ended."
      ) {
        try $0.type("x")
        let screen = try $0.wait { $0.matches(of: /GPU \d: \S+ → \S+ in/).count == 1 }
        let later = try #require(screen.firstMatch(of: /GPU (\d): (\S+) → (\S+) in/))
        $0.chosenGPU = Int(later.1)
        $0.incomingModel = String(later.3)
      },
      Claim(
        text: """
          The hatched stretch left of the line of now is the switch; its colour is that of the model \
          that came in, and its lane is chosen.
          """
      ) {
        let gpu = try #require($0.chosenGPU)
        let lane = try #require($0.lane(of: gpu))
        #expect(lane.contains("╱│"), "\(lane)")
        #expect(lane.contains(try #require($0.incomingModel).prefix(5)))
        let ink = try $0.colors(of: "╱", in: gpu).last
        #expect(ink != nil)
        #expect(try $0.isChosen(gpu))
      },
      Claim(
        text: """
          Press `x` a few times more, and watch *Switches* (on a small screen Tab brings it in): \
          `↩2.80 s` means that the evicted model was loaded again 2.8 seconds later.
          """
      ) {
        for _ in 0..<3 { try $0.typeAndMove("x") }
        try $0.bringIn("3 Switches")
        _ = try $0.wait { $0.contains(#/↩\d+\.\d+/#) }
      },
      Claim(
        text: """
          3. Press `.` to step to the next event, `,` to step back, `30.` to step thirty.
          """
      ) {
        let before = $0.event
        try $0.type(".")
        try $0.waitForEvent(before + 1)
        try $0.type(",")
        try $0.waitForEvent(before)
        try $0.type("30.")
        try $0.waitForEvent(before + 30)
      },
      Claim(
        text: """
          *Events* lists what happened, *Ready queue* the waiting nodes, each with the reason and the \
          time of its wait.
          """
      ) {
        try $0.bringIn("5 Events")
        _ = try $0.wait { $0.contains("●") && $0.contains("→ GPU") }
        try $0.bringIn("4 Ready queue")
        let screen = $0.screen
        #expect(screen.contains(#/\w+_\d+/\w+ +[A-F] \S+ +(no GPU|\d/\d free|next) +\d+\.?\d* s/#))
      },
      Claim(
        text: """
          4. Ask why: `5` goes to *Events*, `↑` chooses a line, Enter opens the dispatch: the nodes \
          ahead of it, the free GPUs, the rule that decided.
          """
      ) {
        try $0.type("5", "Up", "Enter")
        _ = try $0.wait {
          $0.contains("Why here") && $0.contains("free")
            && ($0.contains("Ahead of it") || $0.contains("longest"))
        }
      },
      Claim(
        text: """
          Enter on *its request* shows its workflow as a graph and where its time went.
          """
      ) { tour in
        // The first of the links.
        try tour.type("Down", "Enter")
        let screen = try tour.wait { $0.contains("──▶") }
        #expect(screen.contains("waiting") && screen.contains("switching"))
        #expect(screen.contains("computing"))
      },
      Claim(text: "Esc goes back.") {
        try $0.type("Escape")
        _ = try $0.wait { $0.contains("Why here") }
      },
      Claim(text: "Step on while it is open: it follows.") {
        let (before, page) = ($0.event, $0.screen)
        try $0.type(".")
        try $0.waitForEvent(before + 1)
        #expect($0.screen.contains("Why here") && $0.screen != page)
        try $0.type("Escape")
        _ = try $0.wait { !$0.contains("Why here") }
      },
      Claim(
        text: """
          5. Stop where it matters: `b`, type `p90>150`, Enter; `c` runs to it.
          """
      ) {
        let before = $0.event
        try $0.type("b", "p90>150", "Enter", "c")
        _ = try $0.wait { $0.contains("p90>150") && Tour.event(on: $0) != before }
        $0.breakpointEvent = $0.event
        #expect($0.breakpointEvent ?? 0 > 75)
      },
      Claim(text: "Step on, and `C` runs back to it.") {
        let stop = try #require($0.breakpointEvent)
        try $0.type("5.")
        try $0.waitForEvent(stop + 5)
        try $0.type("C")
        try $0.waitForEvent(stop)
      },
      Claim(
        text: """
          `/`, type `sdxl`, Enter finds a model and counts its events, `n` goes on; `Ctrl-O` goes back to \
          before the jump.
          """
      ) {
        let before = $0.event
        try $0.type("/", "sdxl", "Enter")
        _ = try $0.wait { $0.contains(#/\d+/\d+ “sdxl”: /#) }
        let first = $0.event
        try $0.type("n")
        _ = try $0.wait { Tour.event(on: $0).map { $0 != first } ?? false }
        try $0.type("C-o")
        _ = try $0.wait { Tour.event(on: $0) == before }
      },
      Claim(
        text: "6. Press space to let time run, `]` to run faster, space to stop."
      ) {
        let (before, speed) = ($0.event, $0.speed)
        try $0.type("Space")
        _ = try $0.wait { $0.contains("▶") && Tour.event(on: $0) != before }
        try $0.type("]")
        _ = try $0.wait { Tour.speed(on: $0) ?? "" != speed }
        try $0.type("Space")
        _ = try $0.wait { $0.contains("‖") }
      },
      Claim(
        text: """
          `e` goes to the next completed request; *Latency* shows exact percentiles at the cursor.
          """
      ) {
        try $0.type("g", "e")
        _ = try $0.wait { $0.contains("1/40") }
        try $0.type("2")
        _ = try $0.wait { $0.contains("p95") && $0.contains("p99") }
      },
      Claim(
        text: """
          7. Ask what if: `D`, type `collate`, Enter puts a second schedule, by another policy, below \
          the first; `v` goes to the decisions in which they differ.
          """
      ) {
        try $0.type("D", "collate", "Enter")
        _ = try $0.wait { $0.contains("collate") && $0.matches(of: /GPUs/).count >= 1 }
        let before = $0.event
        try $0.type("g", "v")
        _ = try $0.wait { Tour.event(on: $0).map { $0 > 0 } ?? false }
        #expect(before > 0)
      },
      Claim(
        text: """
          `W`, type `lose 2`, Enter branches the run here without GPU 2; `w` goes back to the run as it \
          was.
          """
      ) {
        try $0.type("W", "lose 2", "Enter")
        _ = try $0.wait { $0.contains("without GPU 2") }
        try $0.type("w")
        _ = try $0.wait { !$0.contains("without GPU 2") }
      },
      Claim(text: "8. Press `G` for the end and `0` to see the whole run.") {
        try $0.type("G")
        _ = try $0.wait { $0.contains("40/40") }
        try $0.type("0")
        _ = try $0.wait { $0.contains("00:00") }
      },
      Claim(
        text: """
          `+`, `-`, `←`, `→` look around, `F` follows the cursor again, `?` shows all keys, `q` quits.
          """
      ) {
        for key in ["+", "+", "Left", "Right", "-"] {
          let before = $0.screen
          try $0.type(key)
          _ = try $0.wait { $0 != before }
        }
        try $0.type("F", "?")
        _ = try $0.wait { $0.contains("run or pause") }
        try $0.type("Escape")
        _ = try $0.wait { !$0.contains("run or pause") }
        try $0.type("q")
        _ = try $0.wait { $0.split(whereSeparator: \.isNewline).last == "ready$" }
      },
    ]
  }

  /// The text of the README's tour, its lines joined.
  private static func readmeTour() throws -> String {
    let readme = try String(contentsOfFile: "\(Program.repository)/README.md", encoding: .utf8)
    let rest = readme.split(separator: "## A tour in five minutes\n\n", maxSplits: 1).last ?? ""
    let tour = rest.split(separator: "\n\n", maxSplits: 1).first ?? ""
    return tour.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func sampleModels() throws -> Int {
    let file = try String(
      contentsOfFile: "\(Program.repository)/samples/tour/system_config.yaml", encoding: .utf8)
    return file.split(separator: "\n").count { $0.contains("memory_gb:") }
  }

  @Test func `every sentence of the tour is among those that are followed`() throws {
    #expect(try Self.readmeTour() == Self.claims.map(\.text).joined(separator: " "))
  }

  @Test(arguments: [(120, 36), (80, 24)])
  func `the tour is true sentence by sentence`(_ size: (width: Int, height: Int)) throws {
    let tour = try Tour(size.width, size.height)
    for claim in Self.claims {
      do { try claim.show(tour) } catch {
        Issue.record("at \(size.width)×\(size.height), \"\(claim.text)\": \(error)")
        return
      }
    }
  }
}

/// A terminal in which somebody follows the tour.
private final class Tour {
  private let terminal: Tmux
  private(set) var screen = ""
  /// The lane that the first switch is in, and the model that it brings.
  var chosenGPU: Int?
  var incomingModel: String?
  /// The event at which the breakpoint stopped the run.
  var breakpointEvent: Int?

  init(_ width: Int, _ height: Int) throws {
    terminal = try Tmux(width, height)
    try terminal.type("cd / && '\(Program.path)'", "Enter")
    _ = try wait { $0.contains("Ready queue") }
  }

  func type(_ keys: String...) throws {
    for key in keys { try terminal.type(key) }
  }

  @discardableResult
  func wait(_ condition: (String) -> Bool) throws -> String {
    screen = try terminal.wait(seconds: 20, condition)
    return screen
  }

  /// Types a key and waits until the time of the cursor has changed.
  func typeAndMove(_ key: String) throws {
    let before = Self.time(on: screen)
    try type(key)
    try wait { Self.time(on: $0) != before }
  }

  private static func time(on screen: String) -> Substring? {
    screen.firstMatch(of: #/ t (\d\d:\d\d\.\d\d)/#).map(\.1)
  }

  /// Presses Tab until a pane is on the screen.
  func bringIn(_ title: String) throws {
    for _ in 0..<5 where !screen.contains(title) {
      let before = screen
      try type("Tab")
      try wait { $0 != before }
    }
    try wait { $0.contains(title) }
  }

  /// The number of events before the cursor.
  var event: Int { Self.event(on: screen) ?? -1 }

  static func event(on screen: String) -> Int? {
    screen.firstMatch(of: #/event (\d+)\//#).flatMap { Int($0.1) }
  }

  func waitForEvent(_ number: Int) throws { try wait { Self.event(on: $0) == number } }

  var speed: String { Self.speed(on: screen) ?? "" }

  static func speed(on screen: String) -> String? {
    screen.firstMatch(of: #/[▶‖] (×\S+)/#).map { String($0.1) }
  }

  /// The first line of a GPU's lane.
  func lane(of gpu: Int) -> Substring? {
    screen.split(separator: "\n").first { $0.contains("\(gpu) ") && $0.contains("▕") }
  }

  /// The escape sequences before each place where a glyph begins in a lane.
  func colors(of glyph: Character, in gpu: Int) throws -> [Substring] {
    let lines = try terminal.coloredScreen.split(separator: "\n")
    let line = lines.first { $0.contains("▕") && $0.contains(glyph) } ?? ""
    return line.split(separator: "\u{1B}").filter { $0.last == glyph || $0.contains(glyph) }
  }

  /// Whether the name of a lane is drawn as the chosen one.
  func isChosen(_ gpu: Int) throws -> Bool {
    let lines = try terminal.coloredScreen.split(separator: "\n").filter { $0.contains("▕") }
    let names = lines.map { $0.prefix { $0 != "▕" } }
    return names.contains { $0.contains("\u{1B}[7m") || $0.contains(";7") || $0.contains("[1m") }
  }
}

extension String {
  fileprivate func contains(_ pattern: some RegexComponent) -> Bool {
    firstMatch(of: pattern) != nil
  }
}
