import Engine

/// Whole simulations, against the bare event heap that does the same pushes and pops.
enum EngineRows {
  private static let boundName = "the bare heap"
  /// The run for which is shown how much of it is heap and memory alone.
  private static let floorTitle = "1 M requests offline, 64 GPUs"
  private static let floorName = "engine, heap and notes alone, 64 GPUs"

  static func measure(_ report: inout Report) throws {
    for gpus in [16, 64, 1024, 4096] {
      try row(&report, "1 M requests offline, \(gpus) GPUs", requests: 1_000_000, gpus: gpus)
    }
    for load in [0.7, 1.1] {
      let percent = Int((load * 100).rounded())
      try row(
        &report, "1 M requests at \(percent) % load, 64 GPUs", requests: 1_000_000, gpus: 64,
        load: load)
    }
    for (name, requests) in [("10 k", 10_000), ("100 k", 100_000)] {
      try row(&report, "\(name) requests offline, 64 GPUs", requests: requests, gpus: 64)
    }
  }

  private static func row(
    _ report: inout Report, _ title: String, requests: Int, gpus: Int, load: Double? = nil
  ) throws {
    let name = "engine, \(title)"
    guard report.wants(name) || title == floorTitle && report.wants(floorName) else { return }
    let scenario = EngineWorkload.scenario(requests: requests, gpus: gpus, load: load ?? 1)
    let options = Options(gpuCount: gpus, mode: load == nil ? .offline : .online)
    func run() -> Simulation {
      var simulation = Simulation(scenario: scenario, options: options)
      simulation.runToEnd()
      return simulation
    }
    let before = Memory.residentBytes
    let simulation = run()
    let bytes = Memory.residentBytes - before
    let heap = BareHeap(simulation)
    try report.row(
      name, bound: boundName, rounds: requests < 1_000_000 ? 11 : 5,
      work: { blackHole(run()) }, against: { blackHole(heap.replay()) })
    let events = simulation.trace.events.count
    if report.wants(name) {
      report.note("\(events) events, \(bytes / scenario.requests.nodeCount) bytes of memory a node")
    }
    guard title == floorTitle else { return }
    try report.row(
      floorName, bound: boundName, rounds: 5,
      work: { blackHole(heap.replayNoting()) }, against: { blackHole(heap.replay()) })
  }
}
