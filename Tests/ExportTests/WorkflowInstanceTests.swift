import Engine
import Foundation
import History
import TestScenarios
import Testing

@testable import Export

/// Instances of WfCommons keep tasks, edges and run times.
@Suite struct WorkflowInstanceTests {
  struct Instance: Decodable {
    struct Specification: Decodable {
      struct Task: Decodable {
        let id: String
        let parents: [String]
        let children: [String]
      }
      let tasks: [Task]
    }
    struct Execution: Decodable {
      struct Task: Decodable {
        let id: String
        let runtimeInSeconds: Double
      }
      let makespanInSeconds: Double
      let tasks: [Task]
    }
    struct Parts: Decodable {
      let specification: Specification
      let execution: Execution
    }
    let schemaVersion: String
    let workflow: Parts
  }

  private func instance(_ text: String) throws -> Instance {
    try JSONDecoder().decode(Instance.self, from: Data(text.utf8))
  }

  @Test(arguments: seeds.prefix(60))
  func `one instance for all has all tasks, edges and run times`(seed: UInt64) throws {
    let bench = ExportBench(seed: seed)
    var options = ExportOptions()
    options.isMerged = true
    let instance = try instance(try bench.text(.wfformat, options))
    let scenario = bench.run.scenario
    #expect(instance.schemaVersion == "1.5")
    #expect(instance.workflow.specification.tasks.count == scenario.requests.nodeCount)
    let edges = scenario.requests.indices.reduce(0) {
      $0 + scenario.workflow(of: $1).dependencies.reduce(0) { $0 + $1.count }
    }
    #expect(instance.workflow.specification.tasks.reduce(0) { $0 + $1.parents.count } == edges)
    #expect(instance.workflow.specification.tasks.reduce(0) { $0 + $1.children.count } == edges)
    let sum = instance.workflow.execution.tasks.reduce(0) { $0 + $1.runtimeInSeconds }
    #expect(abs(sum - bench.run.trace.executions.reduce(0) { $0 + $1.executionTime }) < 1e-9)
    #expect(instance.workflow.execution.makespanInSeconds == bench.run.metrics.makespan)
  }

  @Test func `one instance for each request has its latency`() throws {
    let bench = ExportBench(seed: 11)
    let texts = try bench.texts(.wfformat)
    let makespans = try texts.keys.sorted().map {
      try instance(texts[$0] ?? "").workflow.execution.makespanInSeconds
    }
    let requests = bench.run.scenario.requests
    for (request, makespan) in zip(requests.indices, makespans) {
      guard let latency = bench.latencies[requests.id(of: request)] else { continue }
      #expect(abs(makespan - latency) < 1e-9)
    }
    #expect(makespans.count == requests.count)
  }

  @Test(arguments: ["a b", "ä", "<script>", ""])
  func `tasks have ids that the schema allows`(name: String) throws {
    let bench = ExportBench(
      Run(scenario: hostileScenario(name), options: Options(gpuCount: 1)).finished())
    let allowed = try Regex("[0-9a-zA-Z-_.]+")
    for text in try bench.texts(.wfformat).values {
      let tasks = try instance(text).workflow.specification.tasks
      #expect(tasks.allSatisfy { $0.id.wholeMatch(of: allowed) != nil })
    }
  }
}
