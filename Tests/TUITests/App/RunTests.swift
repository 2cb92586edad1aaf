import Engine
import History
import Testing

@testable import TUI

/// What belongs to one run stays with it.
@Suite struct RunTests {
  @Test func `a GPU chosen in a branch is none of the run without it`() throws {
    // B1: the chosen GPU 5 survived the way back to a run of five.
    let state = try Sample.tour.state(120, 36).after("60.W+gpu<Enter>1kjjjjjjjjw<Enter>")
    #expect(state.run.choices.gpu < state.run.history.options.gpuCount)
    #expect(state.screen.text().contains("GPUs"))
  }

  @Test func `a breakpoint of one run does not stop another`() throws {
    // B7: the stop that was looked up in the branch stopped the original.
    var state = try Sample.tour.state(120, 36).after("60.W+gpu<Enter>bt=100<Enter> ")
    state.advance(by: 0.01)
    state = try state.after("w")
    let stop = try #require(
      state.breakpoints.next(in: state.run.history, after: state.run.eventCount))
    for _ in 0..<10_000 where state.playback.isRunning { state.advance(by: 0.03) }
    #expect(state.run.eventCount == stop.eventCount)
    #expect(state.run.time >= 100)
  }

  @Test func `a mark leads to its own moment, and only in the runs that have it`() throws {
    // B8: in the branch, the mark of the original led to another moment.
    let before = try Sample.tour.state(120, 36).after("40.:m early<Enter>20.")
    let late = try before.after("60.:m late<Enter>60,")
    let branch = try late.after("Wcollate<Enter>")
    let there = try branch.after(":'early<Enter>")
    #expect(there.run.eventCount == 40)
    #expect(there.run.time == (try before.after(":'early<Enter>")).run.time)
    let none = try branch.after(":'late<Enter>")
    #expect(none.prompt?.complaint == "the marks of this run are early")
    #expect(try branch.after("w:'late<Enter>").run.eventCount == 120)
  }

  @Test func `the second schedule of a run is there again after a look at another`() throws {
    // U8
    let state = try Sample.tour.state(120, 36).after("60.Wlose 2<Enter>")
    #expect(state.run.second != nil)
    let back = try state.after("ww")
    #expect(back.run.second != nil)
    #expect(back.runIndex == state.runIndex)
  }

  @Test func `a second schedule beside a branch shares its past`() throws {
    // U1: it lacked GPU 2 from the very beginning.
    let state = try Sample.tour.state(120, 36).after("120.Wlose 2<Enter>Dcollate<Enter>")
    let second = try #require(state.run.second)
    #expect(second.name == "collate")
    let own = state.run.history.trace
    for event in 0..<120 {
      #expect(own.events[event].time == second.history.trace.events[event].time)
    }
    let dispatched = own.events[119].executionsAfter
    #expect(own.executions[..<dispatched].contains { $0.gpus.contains(2) })
    for index in 0..<dispatched {
      #expect(own.executions[index].gpus == second.history.trace.executions[index].gpus)
    }
    let later = second.history.trace.executions[dispatched...]
    #expect(later.allSatisfy { !$0.gpus.contains(2) })
    #expect(second.history.moment(after: 121).options.policy == (try Policy("collate")))
    let larger = try state.after("Dgpus=6<Enter>").run.second
    #expect(larger?.history.options.shape.presentCount == 6)
  }

  @Test func `typed text is never taken for commands`() throws {
    // U9: with a comparison open, D closed it, and collate ran as keys.
    let state = try Sample.tour.state(120, 36).after("60.Wlose 2<Enter>Dcollate<Enter>")
    #expect(state.run.eventCount == 60)
    #expect(state.run.second?.name == "collate")
    #expect(try state.after("D<Enter>").run.second == nil)
  }

  @Test func `a branch that could not differ is refused, others are named and closed`() throws {
    // U18
    let end = try Sample.tour.state(120, 36).after("GWcollate<Enter>")
    #expect(end.runs.count == 1)
    #expect(
      try Sample.tour.state(120, 36).after("GW").prompt?.complaint?.contains("could not differ")
        == true)
    let state = try Sample.tour.state(160, 36).after("60.Wlose 2 as broken<Enter>")
    #expect(state.run.name == "broken")
    #expect(state.screen.text().contains("run 2/2 broken"))
    let deeper = try state.after("20.Wcollate<Enter>")
    #expect(deeper.run.name.hasPrefix("broken, collate from "))
    let closed = try deeper.after("<Del>")
    #expect(closed.runs.count == 2 && closed.run.name == "broken")
    #expect(try closed.after("<Del><Del>").message == "only branches can be closed")
  }

  @Test(arguments: [
    ("Dgpus=0<Enter>", "a machine has 1 to 10 000 GPUs"),
    ("Dgpus=x<Enter>", "a machine has 1 to 10 000 GPUs"),
    (":-5<Enter>", "the run begins at 00:00.00"),
    (":#-5<Enter>", "events are counted from 0"),
  ])
  func `numbers out of range are told what the range is`(
    _ keys: String, _ complaint: String
  ) throws {
    // U14, U15
    #expect(try Sample.tour.state(120, 36).after(keys).prompt?.complaint == complaint)
  }

  @Test func `a number is a time, with a hash an event`() throws {
    // U15
    let state = try Sample.tour.state(120, 36)
    #expect(try state.after(":100<Enter>").run.time == 100)
    #expect(try state.after(":#100<Enter>").run.eventCount == 100)
    #expect(try state.after(":0.5<Enter>").run.time == 0.5)
  }

  @Test func `a click takes a question back`() throws {
    // B9: it took away the words alone; the next q ended the run.
    let history = try Sample.tour.history()
    var state = AppState(
      run: Run(
        source: .live(LiveStatus(time: 0, phase: "running")), history: history, isWhole: false),
      title: "t", size: Size(120, 36))
    #expect(state.handle(.character("q")).isNothing)
    #expect(state.mode == .asking(.endLiveRun))
    _ = state.point(Mouse(action: .press(.left), x: 5, y: 5))
    #expect(state.handle(.character("q")).isNothing)
    #expect(state.handle(.character("q")).isQuit)
  }

  @Test func `zooming out ends at the whole run`() throws {
    // U16
    var state = try Sample.tour.state(120, 36).after("G")
    for _ in 0..<40 { state = try state.after("-") }
    #expect(state.viewport.zoom == .fit)
    #expect(state.message == "the whole run is already visible")
  }

  @Test func `idle moments without length are no stops`() throws {
    // U17
    for sample in Sample.allCases {
      var state = try sample.state(120, 36)
      for _ in 0..<20 {
        state = try state.after("i")
        if state.message != nil { break }
        let later = state.run.history.moment(
          after: state.run.history.eventCount(at: state.run.time))
        #expect(later.queueLength > 0)
      }
    }
  }

  @Test func `back from a breakpoint finds it again after some steps`() throws {
    // U3
    let stopped = try Sample.tour.state(120, 36).after("bp90>150<Enter>c")
    #expect(stopped.message == "stopped at p90>150")
    let back = try stopped.after("20.C")
    #expect(back.message == "stopped at p90>150")
    #expect(back.run.eventCount == stopped.run.eventCount)
  }
}
