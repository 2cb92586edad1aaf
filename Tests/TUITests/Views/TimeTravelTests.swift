import Engine
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
    state.advance(by: state.history.endTime / state.playback.speed / 2)
    #expect(state.playback.isRunning)
    #expect(state.eventCount == state.history.eventCount(at: state.time))
    state.advance(by: state.history.endTime)
    #expect(!state.playback.isRunning)
    #expect(state.eventCount == state.lastEventCount)
  }

  @Test func `speeds double and halve between their ends`() throws {
    let state = try Sample.pipeline.state(80, 24)
    #expect(try state.after("<BS>]").playback.speed == 2)
    #expect(try state.after("<BS>[").playback.speed == 0.5)
    #expect(try state.after("[[[[[[[[[[[[[").playback.label == "×1/8")
    #expect(try state.after("]]]]]]]]]]]]]]]]]]]]").playback.label == "×4096")
  }
}
