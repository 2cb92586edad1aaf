import Engine

extension Audit {
  /// Replays which model is resident where, and compares what each switch cost and evicted.
  ///
  /// Measured costs, of a run against a model server, are what they are.
  mutating func checkSwitches(_ inputs: ResolvedLog, in scenario: Scenario) {
    let costs = SwitchCosts(models: scenario.models, hardware: scenario.hardware)
    let readings = log.summary.rules.map { [$0] } ?? Rules.allCases
    let isMeasured = log.summary.simulate ?? false
    let largestGroup = scenario.models.map(\.gpusRequired).max() ?? 1
    let gpuCount = Int(log.gpus.max() ?? 0) + largestGroup
    var residents = [ModelID?](repeating: nil, count: gpuCount)
    for index in log.executionsByStart {
      guard let node = inputs.nodes[index] else { continue }
      let model = scenario.model(of: node)
      let gpus = group(of: log.executions[index], required: scenario[model].gpusRequired)
      let expected = readings.map { rules in
        let looked = rules == .gswarm ? gpus.prefix(1) : gpus[...]
        return costs.switching(looked.map { residents[$0] }, to: model)
      }
      if !isMeasured { compare(index, with: expected, in: scenario) }
      for gpu in gpus { residents[gpu] = model }
    }
  }

  private func group(of execution: LoggedExecution, required: Int) -> [Int] {
    let listed = log.gpus(of: execution).map(Int.init)
    guard !execution.listsGroup, let first = listed.first else { return listed }
    return Array(first..<first + required)
  }

  private mutating func compare(_ index: Int, with expected: [Switch], in scenario: Scenario) {
    let execution = log.executions[index]
    let isRightTime = { (switching: Switch) in
      abs(switching.seconds - execution.switchTime) <= Self.tolerance
    }
    guard expected.contains(where: isRightTime) else {
      violations.append(.switchCost(execution: index, expected: expected[0].seconds))
      return
    }
    guard let stated = execution.switchFrom else { return }
    let statedName = stated.map { log.models.names[$0] }
    let evicted = expected.map { switching -> String? in
      guard case .model(let model) = switching.replaced else { return nil }
      return scenario[model].id
    }
    guard !evicted.contains(statedName) else { return }
    violations.append(.switchFrom(execution: index, expected: evicted[0]))
  }
}
