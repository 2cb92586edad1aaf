import Engine

extension Audit {
  /// Follows the models on the GPUs and compares the cost and the evicted model of each switch with
  /// the inputs.
  ///
  /// Measured costs, of a run against a model server, are what they are; what is evicted is not.
  mutating func checkSwitches(_ inputs: ResolvedLog, in scenario: Scenario) {
    // Another program may begin with all models in place, and then no switch costs anything.
    guard statesRules || log.executions.contains(where: { $0.switchTime ?? 0 > 0 }) else { return }
    let costs = SwitchCosts(models: scenario.models, hardware: scenario.hardware)
    let largestGroup = scenario.models.map(\.gpusRequired).max() ?? 1
    var residents = [ModelID?](
      repeating: nil, count: Int(log.gpus.max() ?? 0) + largestGroup)
    for index in log.executionsByStart {
      guard let node = inputs.nodes[index] else { continue }
      let model = scenario.model(of: node)
      let gpus = group(of: log.executions[index], required: scenario[model].gpusRequired)
      let expected = readings.map { rules in
        let looked = rules == .gswarm ? gpus.prefix(1) : gpus[...]
        return costs.switching(looked.map { residents[$0] }, to: model)
      }
      if isMeasured || hasRightCost(index, expected) {
        compareEviction(index, expected.map { evicted(by: $0, in: scenario) })
      }
      for gpu in gpus { residents[gpu] = model }
    }
  }

  /// Follows the models on the GPUs as far as the log itself tells them.
  mutating func checkSwitches() {
    let isComplete = log.executions.allSatisfy { $0.listsGroup && $0.model != nil }
    guard isComplete else { return }
    var residents = [Int?](repeating: nil, count: Int(log.gpus.max() ?? -1) + 1)
    for index in log.executionsByStart {
      let execution = log.executions[index]
      let gpus = log.gpus(of: execution).map(Int.init)
      let expected = readings.map { rules in
        (rules == .gswarm ? gpus.prefix(1) : gpus[...]).lazy
          .compactMap { residents[$0] }.first { $0 != execution.model }
      }
      compareEviction(index, expected.map { $0.map { log.models.names[$0] } })
      if !isMeasured, gpus.allSatisfy({ residents[$0] == execution.model }),
        let stated = execution.switchTime, stated > Self.tolerance
      {
        violations.append(.switchCost(execution: index, expected: 0))
      }
      for gpu in gpus { residents[gpu] = execution.model }
    }
  }

  private mutating func hasRightCost(_ index: Int, _ expected: [Switch]) -> Bool {
    guard let stated = log.executions[index].switchTime else { return true }
    if expected.contains(where: { Self.agree($0.seconds, stated) }) { return true }
    violations.append(.switchCost(execution: index, expected: expected[0].seconds))
    return false
  }

  private func evicted(by switching: Switch, in scenario: Scenario) -> String? {
    guard case .model(let model) = switching.replaced else { return nil }
    return scenario[model].id
  }

  /// Compares the evicted model with those that the possible readings of the rules give.
  private mutating func compareEviction(_ index: Int, _ expected: [String?]) {
    // A server that loads models by itself does not tell what it evicts.
    guard log.summary.backend != "openai", let stated = log.executions[index].switchFrom else {
      return
    }
    if !expected.contains(stated.map { log.models.names[$0] }) {
      violations.append(.switchFrom(execution: index, expected: expected[0]))
    }
  }
}
