import Engine
import Foundation
import History
import Testing

@testable import TUI

/// The screen over a run that goes on while it is looked at.
@Suite struct LiveScreenTests {
  /// The tour after so many of its events.
  private func look(_ whole: History, events: Int, isOver: Bool = false) -> LiveFeed.Look {
    var simulation = Simulation(scenario: whole.scenario, options: whole.options)
    for _ in 0..<events { simulation.step() }
    let history = History(of: simulation)
    return LiveFeed.Look(
      history: history, time: history.endTime + 0.5, phase: "running", isOver: isOver)
  }

  private func state(_ whole: History) -> AppState {
    AppState(
      run: Run(
        source: .live(LiveStatus(time: 0, phase: "starting")),
        history: look(whole, events: 0).history, isWhole: false), title: "t", size: Size(120, 36))
  }

  @Test func `the cursor follows the run until it is moved, and comes back`() throws {
    let whole = try Sample.tour.history()
    var state = state(whole)
    state.update(look(whole, events: 50))
    #expect(state.run.eventCount == 50)
    #expect(state.run.time == whole.trace.events[49].time + 0.5)
    state = try state.after(",")
    #expect(state.run.eventCount == 49)
    state.update(look(whole, events: 60))
    #expect(state.run.eventCount == 49)
    #expect(state.run.lastEventCount == 60)
    for keys in ["G", "F", "<Space>"] {
      var back = try state.after(keys)
      #expect(back.run.eventCount == 60)
      back.update(look(whole, events: 70))
      #expect(back.run.eventCount == 70)
    }
  }

  @Test func `a pause stops looking, not the run`() throws {
    let whole = try Sample.tour.history()
    var state = state(whole)
    state.update(look(whole, events: 50))
    state = try state.after("<Space>")
    state.update(look(whole, events: 80))
    #expect(state.run.eventCount == 50)
    #expect(state.screen.text().contains("event 50/80"))
    #expect(try state.after("<Space>").run.eventCount == 80)
  }

  @Test func `a moment of the past looks as it did when it was the present`() throws {
    let whole = try Sample.tour.history()
    var state = state(whole)
    state.viewport.zoom = .fit
    state.update(look(whole, events: 50))
    let then = state.run.moment.queue(first: 100)
    state.update(look(whole, events: 212))
    state = try state.after(":#50<Enter>")
    #expect(state.run.moment.queue(first: 100) == then)
  }

  @Test func `the header says what the page of the screen says (U31)`() throws {
    let whole = try Sample.tour.history()
    let page = try String(
      contentsOf: URL(filePath: #filePath).appending(path: "../../../../docs/screen.md")
        .standardizedFileURL, encoding: .utf8)
    var state = state(whole)
    state.update(look(whole, events: 50))
    let following = state.screen.text()
    let paused = try state.after(",").screen.text()
    state.update(
      LiveFeed.Look(history: whole, time: whole.endTime, phase: "over", isOver: true))
    for (screen, words) in [
      (following, "● live: running"), (paused, "‖ live: running"),
      (state.screen.text(), "■ live: over"),
    ] {
      #expect(screen.contains(words) && page.contains("`\(words)`"))
    }
  }

  @Test func `quitting asks once while the run goes on, and not at all when it is over`() throws {
    let whole = try Sample.tour.history()
    var state = state(whole)
    state.update(look(whole, events: 50))
    #expect(state.handle(.character("q")).isNothing)
    #expect(state.message?.contains("again ends the run") == true)
    #expect(state.handle(.character(".")).isNothing)
    #expect(state.handle(.control("c")).isNothing)
    #expect(state.handle(.control("c")).isQuit)
    state.update(look(whole, events: 212, isOver: true))
    #expect(state.handle(.character("q")).isQuit)
  }

  @Test func `before its first event the screen is ready for bars of the expected length`() throws {
    let whole = try Sample.tour.history()
    let seconds = try #require(state(whole).viewport.zoom.secondsPerCell)
    let finished = try #require(try Sample.tour.state(120, 36).viewport.zoom.secondsPerCell)
    #expect((finished / 5...finished * 5).contains(seconds))
  }
}
