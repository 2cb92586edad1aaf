import Engine

extension Audit {
  /// Compares the times of nodes with the inputs, in a log that states its rules.
  mutating func checkEstimates(
    _ inputs: ResolvedLog, in scenario: Scenario, _ machine: AuditedMachine?
  ) {
    guard let rules = log.summary.rules else { return }
    let sources = log.sources.names.map(EstimateSource.init)
    var fallbackCount = 0
    for (index, execution) in log.executions.enumerated() {
      guard let node = inputs.nodes[index] else { continue }
      var estimate = scenario.estimate(of: node, rules: rules)
      let speed = machine.map { machine in
        let required = scenario[scenario.model(of: node)].gpusRequired
        return machine.rules.speed(of: group(of: execution, required: required))
      }
      if let speed { estimate.seconds /= speed }
      let source = execution.estimateSource.map { sources[$0] }
      if source == .some(.fallback) { fallbackCount += 1 }
      if isMeasured {
        guard let source, source != .measured, source != .fallback else { continue }
        violations.append(.estimateSource(execution: index, expected: "measured or fallback"))
      } else {
        check(index, against: estimate, statedSource: source, speed: speed ?? 1)
      }
    }
    if isMeasured, log.executions.allSatisfy({ $0.estimateSource != nil }) {
      compare("fallbacks", log.summary.fallbacks, fallbackCount)
    }
  }

  private mutating func check(
    _ index: Int, against estimate: Estimate, statedSource: EstimateSource??, speed: Double
  ) {
    if statedSource == .some(.server) { return checkServerEstimate(index) }
    if let statedSource, statedSource != estimate.source {
      violations.append(.estimateSource(execution: index, expected: estimate.source.rawValue))
      return
    }
    let execution = log.executions[index]
    let slack = Self.slack(at: execution.endTime)
    if abs((execution.executionTime ?? execution.span) - estimate.seconds) > slack {
      violations.append(
        speed == 1
          ? .executionTime(execution: index, expected: estimate.seconds)
          : .speed(execution: index, expected: estimate.seconds, speed: speed))
    }
    if let stated = execution.estimatedTime, !Self.agree(stated, estimate.seconds) {
      violations.append(.estimatedTime(execution: index, expected: estimate.seconds))
    }
  }

  /// Compares the time of an execution with the estimate that a model server gave for it.
  private mutating func checkServerEstimate(_ index: Int) {
    let execution = log.executions[index]
    guard let estimate = execution.estimatedTime,
      abs((execution.executionTime ?? execution.span) - estimate)
        > Self.slack(at: execution.endTime)
    else { return }
    violations.append(.executionTime(execution: index, expected: estimate))
  }
}
