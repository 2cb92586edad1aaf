import Engine
import History
import Testing

@testable import TUI

/// The way back: the jump list, and the list of places.
@Suite struct JumpTests {
  @Test func `each kind of jump is taken back by one key, and done again by another`() throws {
    let jumps = [
      "x", "3x", "e", "/sdxl<Enter>", ":50%<Enter>", ":#77<Enter>", "G", "H", "bt=100<Enter>c",
    ]
    for jump in jumps {
      let start = try Sample.tour.state(120, 36).after("30.")
      let there = try start.after(jump)
      #expect(there.run.cursor != start.run.cursor, "\(jump)")
      let back = try there.after("<C-o>")
      #expect(back.run.cursor == start.run.cursor, "\(jump)")
      #expect(try back.after("<C-p>").run.cursor == there.run.cursor, "\(jump)")
      #expect(try back.after("<C-o>").message == "no earlier place")
    }
  }

  @Test func `a chain of jumps by one key is taken back as one, steps are no jumps`() throws {
    let start = try Sample.tour.state(120, 36).after("10.")
    let there = try start.after("xxxx")
    #expect(there.run.jumps.departures.count == 1)
    #expect(try there.after("<C-o>").run.cursor == start.run.cursor)
    let searched = try start.after("/sdxl<Enter>nnn")
    #expect(searched.run.jumps.departures.map(\.cursor) == [start.run.cursor])
    let stepped = try there.after("5.ee")
    #expect(stepped.run.jumps.departures.map(\.action) == [.nextSwitch, .nextCompletion])
    #expect(try stepped.after("2<C-o>").run.cursor == start.run.cursor)
  }

  @Test func `a jump from a place in the past forgets the places after it`() throws {
    let state = try Sample.tour.state(120, 36).after("xeiG<C-o><C-o>")
    let place = state.run.cursor
    let turned = try state.after("x")
    #expect(try turned.after("<C-p>").message == "no later place")
    #expect(try turned.after("<C-o>").run.cursor == place)
  }

  @Test func `marks, branches and jumps are listed, gone to, renamed and removed`() throws {
    let marked = try Sample.tour.state(140, 50).after(
      "40.:m early<Enter>40.x60.Wlose 2 as broken<Enter>")
    let list = try marked.after("L")
    let text = list.screen.text()
    for part in ["Marks", "early", "Runs", "the run as it was", "▶ broken", "Enter", "Del"] {
      #expect(text.contains(part) || part == "Enter" && text.contains("⏎"), "\(part)")
    }
    // The first line is the mark.
    #expect(try list.after("<Enter>").run.eventCount == 40)
    let renamed = try list.after(":name soon<Enter>")
    #expect(renamed.run.marks.map(\.name) == ["soon"])
    #expect(try list.after("<Del>").run.marks.isEmpty)
    // The second one is the run that was opened, the third one the branch.
    #expect(try list.after("<Down><Enter>").runIndex == 0)
    #expect(try list.after("<Down>:name the first<Enter>").runs[0].name == "the first")
    #expect(try list.after("<Down><Down><Del>").runs.count == 1)
    let kept = try list.after("<Down><Del>")
    #expect(kept.runs.count == 2 && kept.message == "only branches can be closed")
    let before = try marked.after("w").after("L<Down><Down><Del>")
    #expect(before.runs.count == 1 && before.runIndex == 0)
    // A jump is gone to, and named.
    let first = try marked.after("wL")
    #expect(first.run.jumps.departures.count == 1)
    let jumped = try first.after("<Down><Down><Down><Enter>")
    #expect(jumped.run.eventCount == 80)
    #expect(try first.after("<Down><Down><Down>:name x<Enter>").run.marks.last?.name == "x")
  }

  @Test func `the minute with the most switching is no worse than any other`() throws {
    for sample in Sample.allCases {
      let history = try sample.history()
      guard let peak = history.switchingPeak(lasting: 60) else { continue }
      func seconds(from start: Double) -> Double {
        history.trace.executions.filter(\.isSwitch).reduce(0) { sum, execution in
          let begin = max(execution.start - execution.switchTime, start)
          let end = min(execution.start, start + 60)
          return sum + max(0, end - begin) * Double(execution.gpus.count)
        }
      }
      let best = seconds(from: peak.start)
      #expect(abs(best - peak.gpuSeconds) < 1e-6, "\(sample)")
      let end = max(history.endTime - 60, 0)
      for step in 0...400 {
        #expect(seconds(from: end * Double(step) / 400) <= best + 1e-6, "\(sample)")
      }
    }
  }

  @Test func `H shows the whole minute, and how much of it is switching`() throws {
    let state = try Sample.churn.state(120, 36).after("H")
    let peak = try #require(state.run.history.switchingPeak(lasting: 60))
    #expect(state.run.time == peak.end)
    #expect(state.axis.start <= peak.start && state.axis.end >= peak.end)
    #expect(state.message?.contains("\(peak.switchCount) switches") == true)
  }
}
