import Engine
import Workload

/// Requests for five nodes each on ten models, three of which take two, three and four GPUs.
enum EngineWorkload {
  static let nodesPerRequest = 5

  /// A scenario of so many requests that arrive at `load` times what the GPUs can do, if timed.
  static func scenario(requests: Int, gpus: Int, load: Double = 1) -> Scenario {
    var random = RandomNumbers(seed: 1)
    var table = RequestTable()
    // Three seconds on 1.6 GPUs, and some for switches.
    let gpuSecondsPerRequest = Double(nodesPerRequest) * 3.05 * 1.6 * 1.12
    let gap = gpuSecondsPerRequest / Double(gpus) / load * 1e6
    var microseconds = 0.0
    for number in 0..<requests {
      let workflow = Int.random(in: 0..<workflows.count, using: &random)
      table.append(
        id: "req_\(number)", workflow: WorkflowID(workflow),
        timestampMicroseconds: Int64(microseconds),
        estimates: (0..<nodesPerRequest).map { _ in
          Estimate(seconds: Double.random(in: 0.1...6, using: &random), source: .request)
        })
      microseconds += Double.random(in: 0...2 * gap, using: &random)
    }
    return Scenario(
      hardware: Hardware(pcieBandwidthGBPerSecond: 64, switchOverheadSeconds: 0.1), models: models,
      workflows: workflows, requests: table)
  }

  private static let models = (0..<10).map { index in
    Model(
      id: "model-\(index)", memoryGB: Double(2 + index), gpusRequired: max(1, index - 5),
      loadTimeSeconds: 1)
  }

  /// A chain, a fan, a diamond, and so on: each with five nodes.
  private static let workflows = (0..<10).map { index in
    Workflow(
      id: "workflow-\(index)",
      nodes: (0..<nodesPerRequest).map {
        WorkflowNode(id: "node-\($0)", model: ModelID((index * 3 + $0 * 7) % models.count))
      },
      edges: (1..<nodesPerRequest).map { (index.isMultiple(of: 2) ? $0 - 1 : 0, $0) })
  }
}
