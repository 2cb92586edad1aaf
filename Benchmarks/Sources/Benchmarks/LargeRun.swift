import Engine
import History
import Workload

/// A made-up run as large as anybody will look at: always the same one.
enum LargeRun {
  static let gpuCount = 64
  static let nodeCount = 1_000_000

  /// The run with all requests, or with none; more GPUs get them in as much less time.
  static func history(
    isEmpty: Bool = false, policy: String = "baseline", gpuCount: Int = gpuCount
  ) throws -> History {
    let scenario = Scenario(
      models: models, workflows: workflows,
      requests: isEmpty ? RequestTable() : requests(per: gpuCount))
    var simulation = Simulation(
      scenario: scenario,
      options: Options(gpuCount: gpuCount, mode: .online, policy: try Policy(policy)))
    simulation.runToEnd()
    return History(of: simulation)
  }

  /// Ten models; three of them take two, three and four GPUs.
  private static let models = (0..<10).map { index in
    Model(
      id: "model-\(index)", memoryGB: Double(4 + 3 * index), gpusRequired: max(1, index - 5),
      loadTimeSeconds: 5)
  }

  /// Chains and fans of two to five nodes.
  private static let workflows = (0..<10).map { index in
    let count = 2 + index % 4
    return Workflow(
      id: "workflow-\(index)",
      nodes: (0..<count).map {
        WorkflowNode(id: "node-\($0)", model: ModelID((index * 3 + $0 * 7) % models.count))
      },
      edges: (1..<count).map { (index.isMultiple(of: 2) ? $0 - 1 : 0, $0) })
  }

  private static func requests(per gpuCount: Int) -> RequestTable {
    var random = RandomNumbers(seed: 1)
    var table = RequestTable()
    var microseconds: Int64 = 0
    while table.nodeCount < nodeCount {
      let index = Int.random(in: 0..<workflows.count, using: &random)
      let seconds = workflows[index].nodes.map { _ in Double.random(in: 0.1...6, using: &random) }
      table.append(
        id: "req_\(table.count)", workflow: WorkflowID(index), timestampMicroseconds: microseconds,
        estimates: seconds.map { Estimate(seconds: $0, source: .request) })
      // A little more than the GPUs can do, so that a queue is there and goes away.
      let isBusy = (table.count / 20_000).isMultiple(of: 2)
      let pause = Int64.random(in: 0..<(isBusy ? 800_000 : 1_400_000), using: &random)
      microseconds += pause * Int64(Self.gpuCount) / Int64(gpuCount)
    }
    return table
  }
}
