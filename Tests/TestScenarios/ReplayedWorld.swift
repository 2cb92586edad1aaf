package import Engine

/// The GPUs just before a dispatch, worked out from the dispatches before it.
package struct ReplayedWorld {
  package let scenario: Scenario
  package let options: Options
  package var residents: [ModelID?]
  package var lastEnds: [Double]
  package var free: [Bool]
  /// The places in `Trace.readied` that have left the queue.
  package var dispatched: Set<Int> = []

  package func cost(of model: ModelID, on gpu: Int) -> Double {
    guard let old = residents[gpu] else { return scenario[model].loadTimeSeconds }
    guard old != model else { return 0 }
    return (scenario[old].memoryGB + scenario[model].memoryGB)
      / scenario.hardware.pcieBandwidthGBPerSecond + scenario.hardware.switchOverheadSeconds
  }
}

/// Goes through the dispatches of a run and shows each one with the world that it found.
package func replay(_ run: Run, check: (ReplayedWorld, Execution, Trace) -> Void) {
  let trace = run.finished().trace
  let count = run.options.gpuCount
  var world = ReplayedWorld(
    scenario: run.scenario, options: run.options,
    residents: [ModelID?](repeating: nil, count: count),
    lastEnds: [Double](repeating: 0, count: count), free: [Bool](repeating: true, count: count))
  var isUsed = [Bool](repeating: false, count: count)
  for event in trace.events.indices {
    let now = trace.events[event].time
    // Later nodes are not in the queue yet.
    let readied = trace.readied(of: event).upperBound
    for index in trace.executions(of: event) {
      let execution = trace.executions[index]
      precondition(execution.readied < readied, "dispatched before it was ready")
      world.free = (0..<count).map { !isUsed[$0] || world.lastEnds[$0] <= now }
      check(world, execution, trace)
      for gpu in execution.gpus {
        isUsed[gpu] = true
        world.residents[gpu] = run.scenario.model(of: trace.node(of: execution))
        world.lastEnds[gpu] = execution.end
      }
      world.dispatched.insert(execution.readied)
    }
  }
}
