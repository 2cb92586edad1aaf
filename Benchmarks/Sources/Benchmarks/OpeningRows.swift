import Engine
import History

/// A run that is simulated and indexed piece by piece, as the screen opens it, against the simulation
/// alone.
enum OpeningRows {
  private static let name = "open 1 M requests, 64 GPUs"
  private static let stride = 1 << 14

  static func measure(_ report: inout Report) throws {
    guard report.wants(name) else { return }
    let scenario = EngineWorkload.scenario(requests: 1_000_000, gpus: 64)
    let options = Options(gpuCount: 64)
    func open() -> History {
      var history = History(growing: Simulation(scenario: scenario, options: options))
      while !history.isComplete { history.grow(by: stride) }
      return history
    }
    let before = Memory.residentBytes
    let history = open()
    let bytes = Memory.residentBytes - before
    try report.row(
      name, bound: "the simulation alone", rounds: 3, work: { blackHole(open()) },
      against: {
        var simulation = Simulation(scenario: scenario, options: options)
        simulation.runToEnd()
        blackHole(simulation)
      })
    report.note(
      "\(bytes / scenario.requests.nodeCount) bytes of memory a node with all of the index; "
        + "\(history.trace.events.count) events")
  }
}
