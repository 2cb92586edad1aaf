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
      #expect(other.time == state.run.time || other.eventCount == other.history.trace.events.count)
      #expect(other.eventCount == other.history.eventCount(at: state.run.time))
      #expect(state.screen.text().contains("second: collate"))
    }
    #expect(try state.after("D<Enter>").run.second == nil)
  }

  @Test func `each difference is a node that the two schedules place otherwise`() throws {
    var state = try Sample.tour.state(120, 40).after("Dgpus=4<Enter>")
    let differences = try #require(state.run.second).differences.all
    #expect(!differences.isEmpty)
    state = try state.after("v")
    #expect(state.run.time == differences[0].time)
    #expect(state.message?.contains("GPU") == true)
    let second = try state.after("v")
    #expect(second.run.time > state.run.time)
    #expect(try second.after("V").run.time == state.run.time)
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
    #expect(branch.runs.count == 2 && branch.runIndex == 1)
    #expect(branch.run.eventCount == 60)
    let parsed = try ChangeRequest(change, before.run.history.options).change
    var simulation = Simulation(
      scenario: before.run.history.scenario, options: before.run.history.options)
    simulation.runToEnd()
    var fork = simulation.forked(after: 60, change: parsed)
    fork.runToEnd()
    let expected = fork.trace.executions.map { [$0.start, $0.end, Double($0.gpus.lowerBound)] }
    let found = branch.run.history.trace.executions.map {
      [$0.start, $0.end, Double($0.gpus.lowerBound)]
    }
    #expect(found == expected)
    let back = try branch.after("w")
    #expect(back.runIndex == 0)
    #expect(back.run.history.trace.executions.count == before.run.history.trace.executions.count)
    #expect(back.run.time == branch.run.time)
    // A branch branches again.
    #expect(try branch.after("20.Wstrict-fifo<Enter>").runs.count == 3)
  }

  @Test(arguments: [
    ("Dnonsense<Enter>", "there is no policy nonsense"), ("Wlose 77<Enter>", "no GPU 77"),
  ])
  func `what cannot be run gets a sentence in the text field`(
    _ keys: String, _ sentence: String
  ) throws {
    let state = try Sample.tour.state(120, 40).after(keys)
    #expect(state.prompt?.complaint?.contains(sentence) == true)
  }

  @Test func `a log has no other course`() throws {
    let history = try Sample.tour.history()
    let state = AppState(
      run: Run(source: .log, history: history), title: "t", size: Size(120, 40))
    #expect(try state.after("D").prompt?.complaint?.contains("log") == true)
    #expect(try state.after("W").prompt?.complaint?.contains("log") == true)
  }
}
