import Engine
import History
import TestScenarios
import Testing

@testable import TUI

/// Work that the screen does not wait for.
@Suite struct WorkTests {
  private func started(_ state: inout AppState, _ keys: String) throws -> Work? {
    var work: Work?
    for key in try KeyScript.parse(keys) {
      if case .start(let started) = state.handle(key) { work = started }
    }
    return work
  }

  @Test func `a second schedule is asked for, shows its progress, and comes as a report`() throws {
    var state = try Sample.tour.state(120, 36)
    let work = try #require(try started(&state, "Dcollate<Enter>"))
    #expect(state.run.second == nil)
    state.receive(.progress(work: work.id, 0.4))
    #expect(state.screen.text().contains("40 % collate"))
    // The keys work meanwhile.
    state = try state.after("30.")
    #expect(state.run.eventCount == 30)
    work.run({ state.receive($0) }, isCancelled: { false })
    #expect(state.run.second?.name == "collate")
    #expect(!state.work.contains { $0.id == work.id })
    // U4: the remark began with a semicolon.
    let remark = try #require(state.message)
    #expect(remark.wholeMatch(of: #/[0-9]+ decisions differ; v goes to the next/#) != nil)
  }

  @Test func `Esc cancels work, and a result that comes late is not wanted`() throws {
    var state = try Sample.tour.state(120, 36)
    let work = try #require(try started(&state, "60.Wcollate<Enter>"))
    guard case .cancel(let id) = state.handle(.escape) else {
      Issue.record("Esc cancels nothing")
      return
    }
    #expect(id == work.id && !state.work.contains { $0.id == work.id })
    work.run({ state.receive($0) }, isCancelled: { false })
    #expect(state.runs.count == 1)
    var reports = 0
    work.run({ _ in reports += 1 }, isCancelled: { true })
    #expect(reports == 1, "cancelled work reports its progress once, and no result")
  }

  @Test func `a result for a run in the background stays with that run`() throws {
    var state = try Sample.tour.state(120, 36).after("60.Wlose 2<Enter>w")
    let work = try #require(try started(&state, "Dcollate<Enter>"))
    state = try state.after("w")
    work.run({ state.receive($0) }, isCancelled: { false })
    #expect(state.runs[0].second?.name == "collate")
    #expect(state.runs[1].second?.name == "with GPU 2")
  }
}

/// Runs that a policy ended by a placement that is not possible.
@Suite struct PolicyFaultTests {
  private let policy = Policy(Misplacing())

  /// The warnings on their page.
  private func warnings(_ state: AppState) throws -> String { try state.after("!").screen.text() }

  @Test func `the fault of a second schedule is on the screen as long as that is`() throws {
    var state = try Sample.tour.state(150, 40)
    var options = state.run.history.options
    options.policy = policy
    state.work = [WorkStatus(id: 1, name: "misplacing", share: 0)]
    Work(
      id: 1, name: "misplacing",
      task: .compare(
        options, request: "misplacing", with: state.run.history, run: state.run.id)
    ).run({ state.receive($0) }, isCancelled: { false })
    #expect(state.message == "⚠ the second schedule ended early; ! says why")
    #expect(state.screen.text().contains("⚠ 1 warning !"))
    let page = try warnings(state)
    #expect(page.contains("the second schedule ended early: the policy misplacing placed node"))
    state = try state.after("D<Enter>")
    #expect(try warnings(state).contains("no warnings"))
  }

  @Test func `the fault of a branch is that of its run alone`() throws {
    var state = try Sample.tour.state(150, 40).after("20.")
    state.work = [WorkStatus(id: 1, name: "misplacing", share: 0)]
    Work(
      id: 1, name: "misplacing",
      task: .branch(.policy(policy), from: state.run, parentName: "as it was")
    ).run({ state.receive($0) }, isCancelled: { false })
    #expect(state.message == "⚠ the branch ended early; ! says why")
    #expect(try warnings(state).contains("the run ended early: the policy misplacing placed node"))
    #expect(try warnings(state.after("w")).contains("no warnings"))
  }

  @Test func `the fault of the run itself is told once it is known`() throws {
    var history = try Sample.tour.history()
    var options = history.options
    options.policy = policy
    history = History(growing: Simulation(scenario: history.scenario, options: options))
    var state = AppState(
      run: Run(of: history, isWhole: false), title: "t", size: Size(150, 40))
    #expect(state.message == nil)
    history.growToEnd()
    state.receive(.grown(history))
    #expect(state.message == "⚠ the run ended early; ! says why")
    #expect(try warnings(state).contains("the run ended early: the policy misplacing placed node"))
  }
}

/// A run that is opened while the screen is.
@Suite struct OpeningTests {
  private func opening(_ history: History) -> Opening {
    Opening {
      Opening.Loaded(scenario: history.scenario, options: history.options, warnings: ["odd"])
    } review: { _ in
      ["stranded"]
    }
  }

  @Test func `a run that grows while it is looked at comes to what a simulation in one go gives`()
    throws
  {
    let whole = awkwardHistory(gpuCount: 7, requests: 12_000, seed: 5)
    var state: AppState?
    var lengths: [Int] = []
    var places: Set<UInt> = []
    let keys = try KeyScript.parse("5000.x,,4<Down>9<Down><Enter><Esc>")
    try opening(whole).run(every: .zero) { report in
      if case .opened(let run, let growth, let warnings) = report {
        state = AppState(run: run, title: "t", size: Size(120, 36), warnings: warnings)
        state?.growth = growth
      } else {
        state?.receive(report)
      }
      state?.withKnownRuns { state in
        lengths.append(state.run.lastEventCount)
        guard !state.run.isWhole else { return }
        // What is known can be looked at at once.
        state.press(keys)
        _ = state.screen
        places.insert(
          state.run.history.trace.events.withUnsafeBufferPointer {
            UInt(bitPattern: $0.baseAddress)
          })
      }
    } isCancelled: {
      false
    }
    #expect(places.count == 1, "looking at a run has it copied")
    let last = try #require(state)
    #expect(Set(lengths).count > 1)
    #expect(last.run.isWhole)
    #expect(last.warnings == ["odd", "stranded"])
    let (own, expected) = (last.run.history.trace, whole.trace)
    #expect(own.events.count == expected.events.count)
    #expect(own.executions.map(\.start) == expected.executions.map(\.start))
    var fresh = AppState(run: Run(of: whole), title: "t", size: Size(120, 36))
    var grown = last
    for event in [0, 1, 5_000, 17_000, expected.events.count] {
      fresh.run.seek(toEvent: event)
      grown.run.seek(toEvent: event)
      (grown.viewport, grown.pane) = (fresh.viewport, fresh.pane)
      (grown.run.choices, grown.run.firstGPU) = (fresh.run.choices, fresh.run.firstGPU)
      (grown.message, fresh.message) = (nil, nil)
      (grown.warnings, fresh.warnings) = ([], [])
      let isSame = grown.screen == fresh.screen
      #expect(isSame, "after \(event) events")
    }
  }

  @Test func `a run of one piece is whole at once`() throws {
    var reports: [Report] = []
    try opening(try Sample.tour.history()).run(every: .zero) {
      reports.append($0)
    } isCancelled: {
      false
    }
    #expect(reports.count == 1)
    guard case .opened(let run, nil, let warnings) = reports[0] else {
      Issue.record("not opened first")
      return
    }
    #expect(run.isWhole && warnings == ["odd", "stranded"])
  }

  @Test func `while a run grows its end is not taken for the end of the run`() throws {
    let history = try Sample.tour.history()
    var state = AppState(
      run: Run(of: history, isWhole: false), title: "t", size: Size(120, 36))
    state = try state.after("G.")
    #expect(state.message == "that was the last event so far")
    #expect(try state.after("D").prompt?.complaint == "the run is still being simulated")
    state = try state.after(" ")
    state.advance(by: 10)
    #expect(state.playback.isRunning)
  }

  @Test func `opening ends without a result once nobody waits for it`() throws {
    let history = awkwardHistory(gpuCount: 3, requests: 12_000, seed: 2)
    let opening = Opening {
      Opening.Loaded(scenario: history.scenario, options: history.options)
    }
    var reports: [Report] = []
    try opening.run(every: .zero) {
      reports.append($0)
    } isCancelled: {
      reports.count >= 3
    }
    #expect(reports.count == 3)
    let isWhole = reports.contains { if case .grown = $0 { true } else { false } }
    #expect(!isWhole)
  }
}

/// Events that are looked for in the background.
@Suite struct SearchTests {
  /// A run in which the only match is farther than what is looked at between two frames.
  private func state() -> AppState {
    let history = awkwardHistory(gpuCount: 3, requests: 9_000, seed: 4)
    return AppState(run: Run(of: history), title: "t", size: Size(120, 36))
  }

  private func started(_ state: inout AppState, _ keys: String) throws -> Work? {
    var work: Work?
    for key in try KeyScript.parse(keys) {
      if case .start(let started) = state.handle(key) { work = started }
    }
    return work
  }

  @Test(arguments: ["gbt=1000000<Enter>Gc", "Gb", "g/zz<Enter>"])
  func `a match that is near, or none, is found at once`(keys: String) throws {
    var state = try Sample.tour.state(120, 36)
    #expect(try started(&state, keys) == nil)
  }

  @Test func `a far match is looked for in the background, and the keys work meanwhile`() throws {
    var state = state()
    let last = state.run.history.trace.events[state.run.lastEventCount - 2].time
    let work = try #require(try started(&state, "bt=\(last)<Enter>c"))
    #expect(state.run.eventCount == 0 && state.work.count == 1)
    #expect(try started(&state, "c") == nil)
    #expect(state.message?.contains("still searching") == true)
    var gone = state
    work.run({ state.receive($0) }, isCancelled: { false })
    #expect(state.work.isEmpty)
    #expect(state.run.time >= last)
    #expect(state.message?.hasPrefix("stopped at t=") == true)
    // Back again it is as far.
    let back = try #require(try started(&state, "bswitch gpu=0 request=nobody<Esc>C"))
    back.run({ state.receive($0) }, isCancelled: { false })
    #expect(state.message == "no breakpoint is met before this")
    // Who has gone elsewhere stays there.
    gone = try gone.after("5.")
    work.run({ gone.receive($0) }, isCancelled: { false })
    #expect(gone.run.eventCount == 5 && gone.work.isEmpty)
  }

  @Test func `Esc ends a search`() throws {
    var state = state()
    let last = state.run.endTime
    let work = try #require(try started(&state, "bt=\(last)<Enter>c"))
    guard case .cancel(let id) = state.handle(.escape) else {
      Issue.record("Esc cancels nothing")
      return
    }
    #expect(id == work.id && state.work.isEmpty)
    work.run({ state.receive($0) }, isCancelled: { false })
    #expect(state.run.eventCount == 0)
  }
}
