import Engine
import History
import Testing

@testable import TUI

/// What pages and lines say, in words that fit.
@Suite struct WordTests {
  @Test func `a run that strands requests does not end in green`() throws {
    // U7: --gpus 1 ended with a green ✓ 22/40.
    let history = awkwardHistory(gpuCount: 1, requests: 4, seed: 1)
    let state = AppState(
      run: Run(of: history), title: "t", size: Size(120, 36), warnings: ["stranded"])
    #expect(state.screen.text().contains("⚠ 4 stranded, 1 warning !"))
    let end = try state.after("G").screen.text()
    #expect(end.contains("✗ 0/4 requests") && !end.contains("✓ 0/4"))
  }

  @Test(arguments: [60, 80, 120])
  func `a caret on the page of warnings points at its column`(_ width: Int) throws {
    // U29: the lines were wrapped, so that the caret pointed nowhere.
    for column in [4, 30, 57, 70, 99] {
      let line = "    " + String(repeating: "a", count: column - 4) + "X and what comes after it"
      let caret = String(repeating: " ", count: column) + "^"
      let state = AppState(
        run: Run(of: try Sample.tour.history()), title: "t", size: Size(width, 24),
        warnings: ["c.yaml:1:\(column): warning: odd", line, caret])
      let rows = try state.after("!").inspectorPage.rows.map { row in
        row.spans.map(\.text).joined()
      }
      let place = try #require(rows.firstIndex { $0.contains("^") })
      let index = try #require(rows[place].firstIndex(of: "^"))
      let distance = rows[place].distance(from: rows[place].startIndex, to: index)
      #expect(distance < state.inspectorPage.width + width)
      let above = Array(rows[place - 1])
      #expect(distance < above.count && above[distance] == "X", "\(column) at \(width)")
    }
  }

  @Test func `the name of a model for people is on its pages`() throws {
    // U5
    let state = try Sample.tour.state(120, 36).after("100.1jjj<Enter>")
    let text = state.screen.text()
    #expect(text.contains("(Llama-3-8B)"))
  }

  @Test func `of a single GPU nothing is said to have taken longest`() throws {
    // U25
    for sample in Sample.allCases {
      let state = try sample.state(200, 60).after("G")
      for index in state.run.history.trace.executions.indices.prefix(60) {
        let page = InspectorPage(
          InspectedPage(subject: .dispatch(index)), state.scene, size: Size(150, 40))
        let text = page.rows.flatMap(\.spans).map(\.text).joined(separator: " ")
        let isGroup = state.run.history.trace.executions[index].gpus.count > 1
        #expect(isGroup || !text.contains("took longest"))
      }
    }
  }

  @Test func `one thing is called one thing`() throws {
    // U27
    let state = try Sample.churn.state(80, 24).after("x")
    #expect(state.run.moment.switchCount == 1)
    #expect(state.screen.text().contains("1 switch,"))
    #expect(Format.count(1, "GPU") == "1 GPU" && Format.count(2, "GPU") == "2 GPUs")
    #expect((0..<1).gpuLabel == "GPU 0" && (0..<2).gpuLabel == "GPUs 0–1")
  }

  @Test func `after a lost GPU the queue and the page of a node give the same reason`() throws {
    // B6: the queue said "next" for 56 s.
    var state = try Sample.tour.state(160, 40).after("60.Wlose 1<Enter>")
    for _ in 0..<40 {
      state = try state.after(".")
      let reasons = WaitingReasons(state.run.moment, clock: { Format.clock($0) })
      for entry in state.run.moment.queue(first: 12) {
        let waiting = try #require(state.run.moment.whyWaiting(entry: entry))
        let short = reasons.reason(for: waiting.model).short
        let isNext = waiting.reason == .nextPass
        #expect((short == "next") == isNext, "event \(state.run.eventCount)")
      }
    }
  }

  @Test func `a search shows what it has found`() throws {
    // U23: nothing of sdxl was in sight.
    var state = try Sample.tour.state(120, 36).after("/sdxl<Enter>")
    for _ in 0..<30 {
      let message = try #require(state.message)
      let line = try #require(message.split(separator: "“sdxl”: ", maxSplits: 1).last)
      #expect(line.contains("sdxl"), "\(message)")
      state = try state.after("n")
      if state.message?.hasPrefix("no later") == true { break }
    }
  }
}
