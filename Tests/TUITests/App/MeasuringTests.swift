import Engine
import History
import Testing

@testable import TUI

/// The policies to choose from, with their measures, and the names and figures of second schedules.
@Suite struct MeasuringTests {
  @Test func `the list of policies has the measures of their whole runs`() throws {
    let state = try Sample.tour.state(140, 40).after("D")
    let measures = try #require(state.run.measures[.start])
    #expect(Set(measures.keys) == Set(Policy.list(suitedTo: Hardware()).map(\.name)))
    for (name, found) in measures {
      var options = state.run.history.options
      options.policy = try Policy(name)
      var simulation = Simulation(scenario: state.run.history.scenario, options: options)
      simulation.runToEnd()
      let expected = Measures(of: simulation)
      #expect(found.mean == expected.latency?.mean && found.makespan == expected.makespan)
      #expect(found.switchCount == expected.switchCount)
    }
    let text = state.screen.text()
    #expect(text.contains("mean") && text.contains("switches"))
    for entry in Policy.list(suitedTo: Hardware()) {
      let columns = try #require(measures[entry.name]).columns
      #expect(text.contains(columns.prefix { $0 != "⚠" }.trimmed), "\(entry.name)")
    }
    // They are known then.
    var again = try state.after("<Esc>")
    #expect(again.handle(.character("D")).isNothing)
  }

  @Test func `from here on, and on a branch, the past stays as it was`() throws {
    let state = try Sample.tour.state(140, 40).after("60.W")
    let measures = try #require(state.run.measures[.event(60)])
    let branch = try state.after("<Esc>Wcollate<Enter>")
    let run = branch.run.history
    #expect(measures["collate"]?.makespan == run.trace.executions.map(\.end).max())
    #expect(measures["collate"]?.switchCount == run.switchCount)
    // Measured from where the branch begins, its parent's policy gives the parent's run.
    let beside = try branch.after("D").run.measures[.start]
    #expect(beside?["baseline"]?.switchCount == state.run.history.switchCount)
    // The measures from another moment are not kept for ever.
    let later = try state.after("<Esc>20.W")
    #expect(Set(later.run.measures.keys) == [.event(80)])
  }

  @Test func `measuring ends where it is cancelled, and hinders nothing meanwhile`() throws {
    var state = try Sample.tour.state(140, 40).after("60.")
    guard case .start(let work)? = state.handle(.character("D")) else {
      return #expect(Bool(false), "nothing is measured")
    }
    #expect(state.work.map(\.name) == ["measuring policies"])
    var reports = 0
    work.run(
      { if case .measured = $0 { reports += 1 } }, isCancelled: { reports == 2 })
    #expect(reports == 2)
    // The list stands without them; as it is closed, the work ends.
    #expect(state.screen.text().contains("collate"))
    #expect(state.takeUpkeep().isNothing)
    _ = state.handle(.escape)
    guard case .cancel(let id)? = state.takeUpkeep() else {
      return #expect(Bool(false), "it goes on")
    }
    #expect(id == work.id && state.work.isEmpty)
  }

  @Test func `a script waits for measures only where they are seen in the end`() throws {
    #expect(try Sample.tour.state(140, 40).after("60.Dcollate<Enter>").run.measures.isEmpty)
    #expect(try Sample.tour.state(140, 40).after("60.Dcol").run.measures[.start]?.count == 9)
  }

  @Test(arguments: [
    ("Dcollate<Enter>", "collate"), ("Dgpus=6<Enter>", "6 GPUs"),
    ("Dcollate gpus=6<Enter>", "collate · 6 GPUs"), ("Wcollate<Enter>", "baseline"),
    ("Wlose 2<Enter>", "with GPU 2"), ("W+gpu<Enter>", "5 GPUs"),
    ("Wlose 2<Enter>wDwithout GPU 2 from 00:27.53<Enter>", "without GPU 2 from 00:27.53"),
  ])
  func `a second schedule is called by what differs`(_ keys: String, _ name: String) throws {
    let state = try Sample.tour.state(140, 40).after("60." + keys)
    #expect(state.run.second?.name == name, "\(state.prompt?.complaint ?? state.message ?? "")")
    #expect(state.screen.text().contains(name))
  }

  @Test func `differences stand in a column of their own`() throws {
    let state = try Sample.churn.state(140, 40).after("Dcollate<Enter>G")
    let other = try #require(Frame(state).compared).moment
    let own = state.run.moment
    #expect(own.switchCount > other.switchCount)
    let text = state.screen.text()
    #expect(text.contains("differs"))
    #expect(
      text.contains(
        try Regex(
          "switches +\(own.switchCount) +\(other.switchCount) +−\(own.switchCount - other.switchCount)"
        )))
    let same = FiguresTable.Row("time", 1.234, 1.2341, Format.span)
    #expect(same.difference == "=" && same.isBetter == nil)
  }
}
