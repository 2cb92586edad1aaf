import Engine
import History
import Testing

@testable import TUI

/// The README's tour, step by step.
@Suite(.serialized) struct TourTests {
  private static let sizes = [(120, 36), (80, 24)]

  @Test(arguments: sizes)
  func `the tour is true to the letter`(_ size: (width: Int, height: Int)) throws {
    // 1. 40 requests, six models, five GPUs, all at time 0; the GPUs are empty.
    var state = try Sample.tour.state(size.width, size.height)
    #expect(state.run.history.scenario.requests.count == 40)
    #expect(state.run.history.scenario.models.count == 6)
    #expect(state.run.history.options.gpuCount == 5)
    #expect(state.screen.text().contains("· empty"))

    // 2. x: the first eviction; the hatched stretch ends at the cursor; its lane is chosen.
    state = try state.after("x")
    #expect(state.message?.contains("→") == true)
    #expect(state.screen.text().contains("╱"))
    let chosen = state.run.choices.gpu
    let last = try #require(
      state.run.moment.executions(on: chosen, from: -.infinity, to: state.run.time).last)
    let execution = state.run.history.trace.executions[Int(last)]
    #expect(execution.isSwitch && execution.start == state.run.time)
    let later = try state.after("xxxxxxxxxx")
    #expect(try later.after("3").screen.text().contains("↩"))

    // 3. Steps.
    let there = try later.after(".")
    #expect(there.run.eventCount == later.run.eventCount + 1)
    #expect(try there.after(",").run.eventCount == later.run.eventCount)
    #expect(try there.after("30.").run.eventCount == there.run.eventCount + 30)
    #expect(try there.after("4").screen.text().contains("Ready queue"))

    // 4. Why: a dispatch, its request, back; the page follows the steps.
    let page = try there.after("30.5<Enter>")
    #expect(page.inspectorPage.title.contains("on GPU"))
    #expect(page.inspectorPage.rows.contains { $0.spans.contains { $0.text.contains("Why here") } })
    let request = try following("its request", from: page)
    #expect(request.run.inspector?.pages.count == 2)
    #expect(try request.after("<Esc>").run.inspector?.pages.count == 1)
    #expect(try request.after(".").run.inspector != nil)

    // 5. Breakpoints and search.
    let stopped = try there.after("bp90>150<Enter>c")
    #expect(stopped.message == "stopped at p90>150")
    let back = try stopped.after("20.C")
    #expect(back.run.eventCount == stopped.run.eventCount)
    #expect(back.message == "stopped at p90>150")
    #expect(try there.after("/sdxl<Enter>").message?.contains("sdxl") == true)

    // 6. Running.
    var running = try there.after(" ]")
    running.advance(by: 0.2)
    #expect(running.run.time > there.run.time)
    #expect(try running.after(" ").playback.isRunning == false)
    #expect(
      try there.after("e").run.moment.completedRequests.count == 1
        + there.run.moment.completedRequests.count)

    // 7. What if.
    let compared = try there.after("Dcollate<Enter>")
    #expect(compared.screen.text().contains("second: collate"))
    #expect(try compared.after("v").message?.contains("collate: ") == true)
    let branch = try there.after("Wlose 2<Enter>")
    #expect(branch.runs.count == 2 && branch.run.history.options.absentGPUs == [2])

    // 8. The end, and looking around.
    let end = try there.after("G0")
    #expect(end.run.eventCount == end.run.lastEventCount && end.viewport.zoom == .fit)
    #expect(try end.after("+++<Left>F").viewport.panStart == nil)
    #expect(try end.after("?").screen.text().contains("Keys"))
    var quitting = end
    #expect(quitting.handle(.character("q")).isQuit)
  }

  /// Chooses the link with a text, with the arrow keys, and follows it.
  private func following(_ text: String, from state: AppState) throws -> AppState {
    var state = state
    for _ in 0..<40 {
      let page = state.inspectorPage
      let row = page.markedRow.map { page.rows[$0].spans.map(\.text).joined() } ?? ""
      if row.contains(text) { return try state.after("<Enter>") }
      state = try state.after("<Down>")
    }
    Issue.record("no link \(text)")
    return state
  }
}
