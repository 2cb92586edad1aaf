import Engine

extension Run {
  /// Makes a run of hundreds of requests, on up to 80 GPUs.
  package static func crowded(seed: UInt64) -> Run {
    var random = SeededGenerator(seed: seed &* 77 &+ 5)
    let isWhole = random.chance(50)
    func amount(_ limit: Int) -> Double {
      isWhole
        ? Double(random.int(0...limit)) : Double.random(in: 0...Double(limit), using: &random)
    }
    let models = (0..<random.int(2...14)).map {
      Model(
        id: "m\($0)", memoryGB: amount(40), gpusRequired: random.chance(60) ? 1 : random.int(1...9),
        loadTimeSeconds: amount(6))
    }
    let workflows = (0..<random.int(1...6)).map { index in
      let nodes = (0..<random.int(1...8)).map {
        WorkflowNode(id: "n\($0)", model: ModelID(random.int(0...models.count - 1)))
      }
      let edges = nodes.indices.flatMap { later in
        (0..<later).filter { _ in random.chance(30) }.map { (from: $0, to: later) }
      }
      return Workflow(id: "w\(index)", nodes: nodes, edges: edges)
    }
    var table = RequestTable()
    for index in 0..<random.int(100...400) {
      let workflow = random.int(0...workflows.count - 1)
      table.append(
        id: "r\(index)", workflow: WorkflowID(workflow),
        timestampMicroseconds: Int64(amount(random.int(40...2000)) * 1e6),
        estimates: workflows[workflow].nodes.map { _ in
          Estimate(seconds: amount(20), source: .request)
        })
    }
    return Run(
      scenario: Scenario(
        hardware: Hardware(pcieBandwidthGBPerSecond: 16, switchOverheadSeconds: amount(2)),
        models: models, workflows: workflows, requests: table),
      options: Options(
        gpuCount: random.int(1...80), mode: random.chance(70) ? .online : .offline,
        rules: random.chance(60) ? .standard : .gswarm))
  }

  /// Makes a run whose queue grows to hundreds of nodes of each model: all requests come at once.
  package static func queued(seed: UInt64) -> Run {
    var random = SeededGenerator(seed: seed)
    let models = (0..<6).map {
      Model(
        id: "m\($0)", memoryGB: Double(4 + 9 * $0), gpusRequired: [1, 1, 1, 1, 2, 4][$0],
        loadTimeSeconds: 2)
    }
    let workflow = Workflow(
      id: "w", nodes: models.indices.map { WorkflowNode(id: "n\($0)", model: ModelID($0)) },
      edges: [(0, 3), (1, 4), (3, 5)])
    var table = RequestTable()
    for index in 0..<400 {
      table.append(
        id: "r\(index)", workflow: WorkflowID(0), timestampMicroseconds: Int64(index) * 100_000,
        estimates: models.map { _ in
          Estimate(seconds: Double.random(in: 0.05...9, using: &random), source: .request)
        })
    }
    return Run(
      scenario: Scenario(
        hardware: Hardware(pcieBandwidthGBPerSecond: 25, switchOverheadSeconds: 0.5),
        models: models, workflows: [workflow], requests: table),
      options: Options(gpuCount: 8, mode: .online))
  }
}
