import Engine
import Foundation
import History
import Testing

@testable import TUI

/// Any keys, at any size, over any run, with branches, second schedules and live runs among them.
///
/// The suite presses a few thousand keys. `RANDOM_KEYS=100000 swift test --filter RandomKeysTests` presses
/// so many, and `RANDOM_KEYS_SEED` begins elsewhere.
@Suite struct RandomKeysTests {
  private static func setting(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
  }

  private static let keysOfAStretch = 60

  @Test func `nothing that is pressed stops the screen, and forward then back is the identity`()
    throws
  {
    let wanted = Self.setting("RANDOM_KEYS") ?? 2_400
    let first = Self.setting("RANDOM_KEYS_SEED") ?? 1
    var seed = UInt64(first)
    var pressed = 0
    while pressed < wanted {
      var walk = Walk(seed: seed)
      pressed += walk.press(Self.keysOfAStretch)
      let problem = walk.returns()
      #expect(problem == nil, "seed \(seed)")
      seed += 1
    }
  }
}

/// A screen under somebody's fingers.
private struct Walk {
  private var random: SeededGenerator
  private var state: AppState
  /// The rest of a live run; nil for others.
  private var feed: Simulation?

  init(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let gpuCount = Int.random(in: 1...24, using: &random)
    let history = awkwardHistory(
      gpuCount: gpuCount, requests: Int.random(in: 0...40, using: &random), seed: seed)
    let size = Size(
      Int.random(in: 40...220, using: &random), Int.random(in: 12...70, using: &random))
    let isLive = Int.random(in: 0..<4, using: &random) == 0
    if isLive {
      let start = Simulation(scenario: history.scenario, options: history.options)
      feed = start
      let run = Run(
        source: .live(LiveStatus(time: 0, phase: "starting")), history: History(of: start),
        isWhole: false)
      state = AppState(run: run, title: "live", size: size)
    } else {
      state = AppState(run: Run(of: history), title: "run", size: size, warnings: ["odd"])
    }
    self.random = random
  }

  mutating func press(_ count: Int) -> Int {
    for _ in 0..<count {
      switch Int.random(in: 0..<40, using: &random) {
      case 0: _ = state.point(randomMouse(in: state.viewport.size, &random))
      case 1: state.viewport.size = randomSize()
      case 2: grow()
      case 3: type(requests.randomElement(using: &random) ?? "")
      case 4:
        state.playback.isRunning = true
        state.advance(by: 0.25)
      default: pressKey(randomKey(&random))
      }
      if Int.random(in: 0..<6, using: &random) == 0 { _ = state.screen }
    }
    _ = state.screen
    return count
  }

  /// Takes steps forward and as many back; returns what differs then.
  mutating func returns() -> String? {
    if let feed, feed.nextEventTime != nil { return nil }
    state.mode = .browsing
    state.playback.isRunning = false
    (state.count, state.message) = (nil, nil)
    state.run.live?.isFollowing = false
    state.run.seek(toEvent: state.run.eventCount)
    let left = state.run.lastEventCount - state.run.eventCount
    guard left > 0 else { return nil }
    let steps = Int.random(in: 1...min(left, 30), using: &random)
    let before = state.screen
    for _ in 0..<steps { state.press([.character(".")]) }
    for _ in 0..<steps { state.press([.character(",")]) }
    state.message = nil
    return state.screen == before
      ? nil : "\(steps) steps from \(state.run.eventCount) at \(state.viewport.size)"
  }

  private let requests = [
    "W+gpu<Enter>", "W-gpu<Enter>", "Wlose 1<Enter>", "Wcollate as c<Enter>", "Wreserve<Enter>",
    "Dcollate<Enter>", "Dgpus=3<Enter>", "Dstatic gpus=9<Enter>", "D<Enter>", "ww", "<Del>",
    "bswitch, queue>2<Enter>c", "bidle<Enter>C", "/a<Enter>nN", ":50%<Enter>", ":m x<Enter>",
    ":'x<Enter>", ":#7<Enter>", "v", "V", "!", "5<Up><Up><Enter>", "4<Enter>", "2<Enter>",
    "G0", "<Esc><Esc>", "1k<Enter>", "H", "x<C-o><C-p>", "L<Down><Enter>", "L<Down><Down><Del>",
    "L:name y<Enter>", ":<Tab><Tab><Tab><Enter>", ":gpu <Tab><Tab><Enter>", "D<Tab><Tab><Enter>",
    "W<S-Tab><S-Tab><Enter>", "b<Tab><Tab><Up><Enter>", "/<Up><Down><Tab><Enter>",
    "4fwait>1<Enter>",
    "5fa<Enter>oo", "3fswitch gpu=1<Enter>oo", "f<C-u><Enter>", ":zoom 3<Enter>", "y", "Y",
    ":branch lose 0 at 3<Enter>", ":run 2<Enter>", "2<Enter>ooo", ":model a<Enter>",
    "Dthe run as it was<Enter>", "t", "z", "<lt>>", "P",
  ]

  private mutating func type(_ script: String) {
    for key in (try? KeyScript.parse(script)) ?? [] { pressKey(key) }
  }

  private mutating func pressKey(_ key: Key) {
    // Branches of branches without end would only make it slow.
    if state.runs.count > 5 { state.closeRun() }
    switch state.handle(key) {
    // Files are not to be written.
    case .save, nil: break
    case let effect?: state.finish(effect)
    }
    while let upkeep = state.takeUpkeep() { state.finish(upkeep) }
  }

  private mutating func randomSize() -> Size {
    Size(Int.random(in: 1...240, using: &random), Int.random(in: 1...80, using: &random))
  }

  private mutating func grow() {
    guard var simulation = feed else { return }
    for _ in 0..<Int.random(in: 1...60, using: &random) { _ = simulation.step() }
    feed = simulation
    let history = History(of: simulation)
    state.receive(
      .live(
        LiveFeed.Look(
          history: history, time: history.endTime + 0.1, phase: "running",
          isOver: simulation.nextEventTime == nil)))
  }
}
