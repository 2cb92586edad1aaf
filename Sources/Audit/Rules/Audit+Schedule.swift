import Engine

extension Audit {
  /// Simulates the run of a log anew and looks for the first dispatch that differs: the turn of a node
  /// and the choice of its GPUs, which no other rule covers.
  ///
  /// The log must say how it was made: simulated, by a known policy, under stated rules, to the end.
  mutating func checkSchedule(_ inputs: ResolvedLog, in scenario: Scenario) {
    let summary = log.summary
    guard !isMeasured, !(summary.isInterrupted ?? false), let rules = summary.rules,
      let mode = summary.mode, let gpus = summary.gpus, gpus == Array(0..<gpus.count),
      !gpus.isEmpty, let name = summary.policy, let policy = try? Policy(name)
    else { return }
    var simulation = Simulation(
      scenario: withServerEstimates(scenario, inputs)
        .arriving(timesFaster: summary.timeScale ?? 1),
      options: Options(gpuCount: gpus.count, mode: mode, rules: rules, policy: policy))
    simulation.runToEnd()
    for (place, execution) in simulation.trace.executions.enumerated() {
      let node = simulation.trace.node(of: execution)
      guard let index = inputs.execution(of: node) else { continue }
      let logged = log.executions[index]
      let dispatched = execution.start - execution.switchTime
      // Groups without a list of GPUs are known by their first one.
      let expected = logged.listsGroup ? execution.gpus : execution.gpus.prefix(1)
      if log.gpus(of: logged).elementsEqual(expected.lazy.map(Int32.init)),
        Self.agree(logged.occupiedFrom, dispatched)
      {
        if let violation = preparationViolation(index, place, simulation) {
          violations.append(violation)
          return
        }
        continue
      }
      violations.append(
        .schedule(
          execution: index, gpus: execution.gpus, dispatched: dispatched, policy: name))
      return
    }
  }

  /// Compares the origin of weights, and what made way, with a dispatch of a simulation.
  private func preparationViolation(
    _ index: Int, _ place: Int, _ simulation: Simulation
  ) -> Violation? {
    let logged = log.executions[index]
    guard let source = simulation.trace.source(of: place) else { return nil }
    if let stated = logged.source, log.loadSources.names[stated] != "\(source)" {
      return .source(execution: index, expected: "\(source)")
    }
    let expected = simulation.trace.evicted(by: place).map {
      "\($0.gpu):\(simulation.scenario[$0.model].id)"
    }
    if let stated = logged.evictions,
      log.evictions[stated].map({ "\($0.gpu):\(log.models.names[$0.model])" }) != expected
    {
      return .evicted(execution: index, expected: expected)
    }
    return nil
  }

  /// The scenario with the estimates that a model server gave, where the log has any.
  private func withServerEstimates(_ scenario: Scenario, _ inputs: ResolvedLog) -> Scenario {
    guard let source = log.sources.names.firstIndex(of: EstimateSource.server.rawValue) else {
      return scenario
    }
    return scenario.changed(estimate: { node, estimate in
      guard let index = inputs.execution(of: node),
        log.executions[index].estimateSource == source,
        let seconds = log.executions[index].estimatedTime
      else { return estimate }
      return Estimate(seconds: seconds, source: .server)
    })
  }
}
