import Engine
import History
import Testing

@testable import TUI

@Suite struct TimeTravelTests {
  @Test(arguments: Sample.allCases, [(80, 24), (120, 36)])
  func `steps forward and as many back show the same screen`(
    _ sample: Sample, _ size: (width: Int, height: Int)
  ) throws {
    var random = SeededGenerator(seed: 1)
    var state = try sample.state(size.width, size.height)
    for _ in 0..<12 {
      state.run.seek(toEvent: Int.random(in: 0..<state.run.lastEventCount, using: &random))
      let steps = Int.random(
        in: 1...(state.run.lastEventCount - state.run.eventCount), using: &random)
      let before = state.screen
      let there = try state.after("\(steps).")
      #expect(there.run.eventCount == state.run.eventCount + steps)
      let back = try there.after("\(steps),")
      #expect(back.run.eventCount == state.run.eventCount)
      #expect(back.run.time == state.run.time)
      #expect(back.screen == before)
    }
  }

  @Test(arguments: Sample.allCases)
  func `single steps arrive where one counted step does`(_ sample: Sample) throws {
    let state = try sample.state(120, 36)
    var single = state
    for _ in 0..<25 { _ = single.handle(.character(".")) }
    let counted = try state.after("25.")
    #expect(single.screen == counted.screen)
  }

  @Test(arguments: Sample.allCases)
  func `each jump to a switch ends it, in the order of their ends, and back again`(
    _ sample: Sample
  ) throws {
    var state = try sample.state(120, 36)
    let trace = state.run.history.trace
    let ends = trace.executions.filter(\.isSwitch).map(\.start).sorted()
    try #require(!ends.isEmpty)
    for end in ends {
      state = try state.after("x")
      #expect(state.run.time == end)
      #expect(state.run.eventCount == state.run.history.eventCount(at: end))
    }
    #expect(try state.after("x").message == "no further switch")
    for end in ends.dropLast().reversed() {
      state = try state.after("X")
      #expect(state.run.time == end)
    }
    #expect(try state.after("X").message == "no earlier switch")
    #expect(try state.after("GX").run.time == ends.last)
  }

  @Test(arguments: Sample.allCases, [(80, 24), (120, 36)])
  func `after a jump to a switch its lane is chosen and its stretch is left of now`(
    _ sample: Sample, _ size: (width: Int, height: Int)
  ) throws {
    var state = try sample.state(size.width, size.height)
    for _ in 0..<6 {
      state = try state.after("x")
      let gpu = state.run.choices.gpu
      let moment = state.run.moment
      let (axis, layout) = (state.axis, state.layout)
      let screen = state.screen
      let now = axis.column(of: state.run.time)
      let y = layout.lanesY + layout.lanes.row(ofLane: gpu - state.run.firstGPU)
      let hatched = (0...min(now, axis.width - 1)).filter {
        ["╱", LaneLook.diskGlyph].contains(screen[layout.axisX + $0, y].scalar)
      }
      #expect(!hatched.isEmpty, "event \(state.run.eventCount)")
      for right in stride(from: now + 1, to: axis.width, by: 1) {
        #expect(screen[layout.axisX + right, y].scalar == " ")
      }
      let last = try #require(moment.executions(on: gpu, from: -.infinity, to: moment.time).last)
      #expect(moment.history.trace.executions[Int(last)].isSwitch)
    }
  }

  @Test(arguments: Sample.allCases)
  func `each jump to a completed request shows one more of them`(_ sample: Sample) throws {
    var state = try sample.state(120, 36)
    for _ in 0..<5 {
      let before = state.run.moment.completedRequests.count
      state = try state.after("e")
      #expect(state.run.moment.completedRequests.count == before + 1)
    }
    state = try state.after("E")
    #expect(state.run.moment.completedRequests.count == 4)
  }

  @Test func `stepping past either end says so and stays there`() throws {
    let state = try Sample.pipeline.state(80, 24)
    let first = try state.after(",")
    #expect(first.run.eventCount == 0)
    #expect(first.message != nil)
    let last = try state.after("G.")
    #expect(last.run.eventCount == state.run.lastEventCount)
    #expect(last.message == "that was the last event")
  }

  @Test func `running for as long as the run takes ends at its end and stops`() throws {
    var state = try Sample.tour.state(80, 24).after("<Space>")
    #expect(state.playback.isRunning)
    state.advance(by: state.run.history.endTime / state.playback.speed.secondsPerSecond / 2)
    #expect(state.playback.isRunning)
    #expect(state.run.eventCount == state.run.history.eventCount(at: state.run.time))
    state.advance(by: state.run.history.endTime)
    #expect(!state.playback.isRunning)
    #expect(state.run.eventCount == state.run.lastEventCount)
  }

  @Test func `speeds double and halve between their ends, with a step in between`() throws {
    let state = try Sample.pipeline.state(80, 24)
    #expect(try state.after("<BS>}").playback.speed.label == "×2")
    #expect(try state.after("<BS>{").playback.speed.label == "×1/2")
    #expect(try state.after("<BS>]").playback.speed.label == "×1.5")
    #expect(try state.after("<BS>[").playback.speed.label == "×3/4")
    #expect(try state.after("{{{{{{{{{{{{{").playback.speed.label == "×1/8")
    #expect(try state.after("}}}}}}}}}}}}}}}}}}}}").playback.speed.label == "max")
    #expect(try state.after("}}}}}}}}}}}}}}}}}}}}[").playback.speed.label == "×4096")
  }

  @Test func `the speed nearest to a number is the one that it names`() {
    for level in -6...24 {
      let speed = Speed(level: level)
      #expect(Speed(nearest: speed.secondsPerSecond) == speed)
    }
    #expect(Speed(nearest: .infinity) == .fastest)
  }

  @Test func `at the greatest speed each frame goes on by an event at least, up to the end`() throws
  {
    var state = try Sample.pipeline.state(80, 24).after("}}}}}}}}}}}}}}}}}<Space>")
    var frames = 0
    while state.playback.isRunning, frames < 10_000 {
      let before = state.run.eventCount
      state.advance(by: 0.03)
      #expect(state.run.eventCount > before)
      frames += 1
    }
    #expect(state.run.eventCount == state.run.lastEventCount)
  }

  @Test(arguments: Sample.allCases)
  func `as many steps back as forward are the identity whatever keys came before`(
    _ sample: Sample
  ) throws {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<20 {
      var state = try sample.state(
        Int.random(in: 60...200, using: &random), Int.random(in: 16...60, using: &random))
      state.run.seek(toEvent: Int.random(in: 0..<state.run.lastEventCount, using: &random))
      for _ in 0..<12 {
        let key = randomKey(&random)
        if key != .character("S") { _ = state.handle(key) }
      }
      // What a text field would take, a count and a remark would be in the way.
      _ = state.handle(.escape)
      state.mode = .browsing
      state.playback.isRunning = false
      (state.count, state.message) = (nil, nil)
      guard state.run.eventCount < state.run.lastEventCount else { continue }
      state.run.seek(toEvent: state.run.eventCount)
      let steps = Int.random(
        in: 1...(state.run.lastEventCount - state.run.eventCount), using: &random)
      let before = state.screen
      for _ in 0..<steps { _ = state.handle(.character(".")) }
      for _ in 0..<steps { _ = state.handle(.character(",")) }
      state.message = nil
      // Compared outside the macro, which would print every cell.
      let isSame = state.screen == before
      #expect(isSame, "\(state.run.eventCount) at \(state.viewport.size)")
    }
  }
}
