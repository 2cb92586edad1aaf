package import Engine

/// What to simulate and how.
package struct Run: Sendable {
  package let scenario: Scenario
  package var options: Options

  /// Makes one from a seed: small, and full of ties, zeros and odd graphs.
  package init(seed: UInt64) {
    var generator = ScenarioGenerator(seed: seed)
    scenario = generator.scenario()
    options = generator.options()
  }

  package init(scenario: Scenario, options: Options) {
    self.scenario = scenario
    self.options = options
  }

  /// The simulation after its last event.
  package func finished() -> Simulation {
    var simulation = Simulation(scenario: scenario, options: options)
    simulation.runToEnd()
    return simulation
  }
}

/// What most property tests run over.
package let seeds: Range<UInt64> = 0..<300

private struct ScenarioGenerator {
  private var random: SeededGenerator
  /// Whole seconds make many events fall together.
  private let hasWholeSeconds: Bool
  private let isBroken: Bool

  package init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    hasWholeSeconds = random.chance(60)
    isBroken = random.chance(25)
  }

  package mutating func options() -> Options {
    Options(
      gpuCount: random.int(1...10), mode: random.chance(50) ? .offline : .online,
      rules: random.chance(50) ? .standard : .gswarm)
  }

  package mutating func scenario() -> Scenario {
    let hardware = Hardware(
      pcieBandwidthGBPerSecond: random.chance(50) ? 16 : 1,
      switchOverheadSeconds: random.chance(30) ? 0 : amount(3))
    let models = (0..<random.int(1...8)).map { model($0) }
    let workflows = (0..<random.int(1...5)).map { workflow($0, models: models.count) }
    return Scenario(
      hardware: hardware, models: models, workflows: workflows,
      requests: requests(workflows, models))
  }

  private mutating func amount(_ limit: Int) -> Double {
    if random.chance(15) { return 0 }
    if hasWholeSeconds { return Double(random.int(0...limit)) }
    return Double.random(in: 0...Double(limit), using: &random)
  }

  private mutating func model(_ index: Int) -> Model {
    Model(
      id: "m\(index)", memoryGB: amount(32),
      gpusRequired: random.chance(55) ? 1 : random.int(1...4), loadTimeSeconds: amount(6),
      inferenceTimeMean: random.chance(70) ? amount(8) : nil)
  }

  private mutating func workflow(_ index: Int, models: Int) -> Workflow {
    let count = random.chance(3) ? 0 : random.int(1...6)
    let nodes = (0..<count).map {
      WorkflowNode(id: "n\($0)", model: ModelID(random.int(0...models - 1)))
    }
    // Edges follow a shuffled order, so that the order of nodes is no topological one.
    let order = Array(0..<count).shuffled(using: &random)
    var edges: [(from: Int, to: Int)] = []
    for later in order.indices {
      for earlier in 0..<later where random.chance(35) {
        edges.append((order[earlier], order[later]))
        if random.chance(20) { edges.append((order[earlier], order[later])) }
      }
    }
    var missing = [[String]](repeating: [], count: count)
    if isBroken, count > 0 {
      if random.chance(40) { edges.append((random.int(0...count - 1), random.int(0...count - 1))) }
      if random.chance(30) { missing[random.int(0...count - 1)] = ["ghost"] }
    }
    return Workflow(
      id: "w\(index)", nodes: nodes, edges: edges.shuffled(using: &random),
      missingDependencies: missing)
  }

  private mutating func requests(_ workflows: [Workflow], _ models: [Model]) -> RequestTable {
    var table = RequestTable()
    for index in 0..<random.int(0...40) {
      let workflow = random.int(0...workflows.count - 1)
      let estimates = workflows[workflow].nodes.map { node -> Estimate in
        guard random.chance(70) else { return models[node.model.index].estimate(maxLength: nil) }
        return Estimate(seconds: amount(9), source: .request)
      }
      let timestamp = 1_700_000_000_000_000 + Int64(amount(40) * 1e6)
      table.append(
        id: "r\(index)", workflow: WorkflowID(workflow),
        timestampMicroseconds: random.chance(3) ? nil : timestamp, estimates: estimates)
    }
    return table
  }
}

/// All of a trace as text.
package func fingerprint(_ trace: Trace) -> [String] {
  trace.events.map { "\($0)" } + trace.readied.map { "\($0)" } + trace.executions.map { "\($0)" }
}
