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
      state.seek(toEvent: Int.random(in: 0..<state.lastEventCount, using: &random))
      let steps = Int.random(in: 1...(state.lastEventCount - state.eventCount), using: &random)
      let before = state.screen
      let there = try state.after("\(steps).")
      #expect(there.eventCount == state.eventCount + steps)
      let back = try there.after("\(steps),")
      #expect(back.eventCount == state.eventCount)
      #expect(back.time == state.time)
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
  func `each jump to a switch lands just after one, and back on the one before`(
    _ sample: Sample
  ) throws {
    var state = try sample.state(120, 36)
    let total = state.history.switchCount
    try #require(total > 0)
    for number in 0..<total
    where number == 0 || state.history.event(ofSwitch: number) >= state.eventCount {
      state = try state.after("x")
      #expect(state.eventCount == state.history.event(ofSwitch: number) + 1)
    }
    let last = try state.after("G")
    let previous = try last.after("X")
    #expect(previous.moment.switchCount == total)
    let stuck = try last.after("x")
    #expect(stuck.message == "no further switch")
  }

  @Test(arguments: Sample.allCases)
  func `each jump to a completed request shows one more of them`(_ sample: Sample) throws {
    var state = try sample.state(120, 36)
    for _ in 0..<5 {
      let before = state.moment.completedRequests.count
      state = try state.after("e")
      #expect(state.moment.completedRequests.count == before + 1)
    }
    state = try state.after("E")
    #expect(state.moment.completedRequests.count == 4)
  }

  @Test func `stepping past either end says so and stays there`() throws {
    let state = try Sample.pipeline.state(80, 24)
    let first = try state.after(",")
    #expect(first.eventCount == 0)
    #expect(first.message != nil)
    let last = try state.after("G.")
    #expect(last.eventCount == state.lastEventCount)
    #expect(last.message == "that was the last event")
  }

  @Test func `running for as long as the run takes ends at its end and stops`() throws {
    var state = try Sample.tour.state(80, 24).after("<Space>")
    #expect(state.playback.isRunning)
    state.advance(by: state.history.endTime / state.playback.speed.secondsPerSecond / 2)
    #expect(state.playback.isRunning)
    #expect(state.eventCount == state.history.eventCount(at: state.time))
    state.advance(by: state.history.endTime)
    #expect(!state.playback.isRunning)
    #expect(state.eventCount == state.lastEventCount)
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
      let before = state.eventCount
      state.advance(by: 0.03)
      #expect(state.eventCount > before)
      frames += 1
    }
    #expect(state.eventCount == state.lastEventCount)
  }

  @Test(arguments: Sample.allCases)
  func `as many steps back as forward are the identity whatever keys came before`(
    _ sample: Sample
  ) throws {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<20 {
      var state = try sample.state(
        Int.random(in: 60...200, using: &random), Int.random(in: 16...60, using: &random))
      state.seek(toEvent: Int.random(in: 0..<state.lastEventCount, using: &random))
      for _ in 0..<12 {
        let key = randomKey(&random)
        if key != .character("S") { _ = state.handle(key) }
      }
      // What a text field would take, a count and a remark would be in the way.
      _ = state.handle(.escape)
      state.prompt = nil
      state.playback.isRunning = false
      (state.count, state.panesBeforeCount, state.message) = (nil, nil, nil)
      guard state.eventCount < state.lastEventCount else { continue }
      state.seek(toEvent: state.eventCount)
      let steps = Int.random(
        in: 1...(state.lastEventCount - state.eventCount), using: &random)
      let before = state.screen
      for _ in 0..<steps { _ = state.handle(.character(".")) }
      for _ in 0..<steps { _ = state.handle(.character(",")) }
      state.message = nil
      // Compared outside the macro, which would print every cell.
      let isSame = state.screen == before
      #expect(isSame, "\(state.eventCount) at \(state.size)")
    }
  }
}
