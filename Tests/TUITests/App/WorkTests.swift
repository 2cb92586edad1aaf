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
    #expect(state.work.isEmpty)
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
    #expect(id == work.id && state.work.isEmpty)
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
    #expect(state.runs[1].second?.name == "as it was")
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
      id: 1, name: "misplacing", task: .compare(options, with: state.run.history, run: state.run.id)
    ).run({ state.receive($0) }, isCancelled: { false })
    #expect(state.message == "⚠ the second schedule ended early; ! says why")
    #expect(state.screen.text().contains("⚠ 1 !"))
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
    state.receive(.grown(history, isWhole: true))
    #expect(state.message == "⚠ the run ended early; ! says why")
    #expect(try warnings(state).contains("the run ended early: the policy misplacing placed node"))
  }
}

/// A run that is opened while the screen is.
@Suite struct OpeningTests {
  private func reports(of history: History) throws -> [Report] {
    let opening = Opening {
      Opening.Loaded(scenario: history.scenario, options: history.options, warnings: ["odd"])
    } review: { _ in
      ["stranded"]
    }
    var reports: [Report] = []
    try opening.run({ reports.append($0) }, isCancelled: { false })
    return reports
  }

  @Test func `the pieces of a large run grow to what a simulation in one go gives`() throws {
    let whole = awkwardHistory(gpuCount: 7, requests: 12_000, seed: 5)
    var state: AppState?
    var lengths: [Int] = []
    for report in try reports(of: whole) {
      if case .opened(let run, let warnings) = report {
        state = AppState(run: run, title: "t", size: Size(120, 36), warnings: warnings)
      } else {
        state?.receive(report)
      }
      if let run = state?.run { lengths.append(run.lastEventCount) }
      if state?.run.isWhole == false {
        // What is known can be looked at at once.
        state = try state?.after("5000.x,,")
        _ = state?.screen
      }
    }
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
      grown.viewport = fresh.viewport
      (grown.run.choices, grown.run.firstGPU) = (fresh.run.choices, fresh.run.firstGPU)
      (grown.message, fresh.message) = (nil, nil)
      (grown.warnings, fresh.warnings) = ([], [])
      let isSame = grown.screen == fresh.screen
      #expect(isSame, "after \(event) events")
    }
  }

  @Test func `a run of one piece is whole at once`() throws {
    let reports = try reports(of: try Sample.tour.history())
    #expect(reports.count == 1)
    guard case .opened(let run, let warnings) = reports[0] else {
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
    #expect(try state.after("D").message == "the run is still being simulated")
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
    try opening.run({ reports.append($0) }, isCancelled: { reports.count >= 3 })
    #expect(reports.count == 3)
    let isWhole = reports.contains {
      if case .grown(_, true) = $0 { true } else { false }
    }
    #expect(!isWhole)
  }
}
