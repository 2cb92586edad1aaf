import Engine
import History
import Testing

@testable import TUI

/// A second schedule beside the first, and branches.
@Suite struct BranchTests {
  @Test func `a second schedule is at the same time as the first, wherever the cursor goes`() throws
  {
    var state = try Sample.tour.state(120, 40).after("Dcollate<Enter>")
    for keys in ["50.", "x", "20,", "G", "g", "e"] {
      state = try state.after(keys)
      let other = try #require(Frame(state).compared).moment
      #expect(other.time == state.time || other.eventCount == other.history.trace.events.count)
      #expect(other.eventCount == other.history.eventCount(at: state.time))
      #expect(state.screen.text().contains("second: collate · 5 GPUs"))
    }
    #expect(try state.after("D").comparison == nil)
  }

  @Test func `each difference is a node that the two schedules place otherwise`() throws {
    var state = try Sample.tour.state(120, 40).after("Dgpus=4<Enter>")
    let differences = try #require(state.comparison).differences.all
    #expect(!differences.isEmpty)
    state = try state.after("v")
    #expect(state.time == differences[0].time)
    #expect(state.message?.contains("GPU") == true)
    let second = try state.after("v")
    #expect(second.time > state.time)
    #expect(try second.after("V").time == state.time)
  }

  @Test func `the same policy has no differences`() throws {
    let state = try Sample.churn.state(120, 40).after("Dbaseline<Enter>")
    #expect(state.message == "the two schedules are the same")
    #expect(try state.after("v").message == "no further difference")
  }

  @Test(arguments: ["collate", "+gpu", "-gpu", "lose 0"])
  func `a branch is the fork of the simulation, and the original stays`(_ change: String) throws {
    let before = try Sample.tour.state(120, 40).after("60.")
    let branch = try before.after("W\(change)<Enter>")
    #expect(branch.tabs.count == 2 && branch.tab == 1)
    #expect(branch.eventCount == 60)
    let parsed = try #require(try Change.parse(change, before.history.options))
    var simulation = Simulation(scenario: before.history.scenario, options: before.history.options)
    simulation.runToEnd()
    var fork = simulation.forked(after: 60, change: parsed)
    fork.runToEnd()
    let expected = fork.trace.executions.map { [$0.start, $0.end, Double($0.gpus.lowerBound)] }
    let found = branch.history.trace.executions.map {
      [$0.start, $0.end, Double($0.gpus.lowerBound)]
    }
    #expect(found == expected)
    let back = try branch.after("w")
    #expect(back.tab == 0)
    #expect(back.history.trace.executions.count == before.history.trace.executions.count)
    #expect(back.time == branch.time)
    // A branch branches again.
    #expect(try branch.after("20.Wstrict-fifo<Enter>").tabs.count == 3)
  }

  @Test(arguments: [
    ("Dnonsense<Enter>", "there is no policy nonsense"), ("Wlose 77<Enter>", "no such GPU"),
  ])
  func `what cannot be run gets a sentence in the text field`(
    _ keys: String, _ sentence: String
  ) throws {
    let state = try Sample.tour.state(120, 40).after(keys)
    #expect(state.prompt?.complaint?.contains(sentence) == true)
  }

  @Test func `a log has no other course`() throws {
    var state = try Sample.tour.state(120, 40)
    state.isSimulated = false
    #expect(try state.after("D").message?.contains("log") == true)
    #expect(try state.after("W").prompt == nil)
  }
}
