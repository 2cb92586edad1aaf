import Engine
import Foundation
import History
import Testing
import Workload

@Suite struct FixtureTests {
  @Test func `the fixtures are there`() { #expect(Fixture.all.count >= 60) }

  @Test(arguments: Fixture.all)
  func `every dispatch is where and when it is expected, to the last bit`(
    _ fixture: Fixture
  ) throws {
    let scenario = try fixture.loadScenario()
    var simulation = Simulation(scenario: scenario, options: fixture.options)
    simulation.runToEnd()
    let trace = simulation.trace
    var expected = try fixture.expectedRows()
    for execution in trace.executions {
      let node = trace.node(of: execution)
      let key = "\(scenario[node.request].id)/\(scenario[node].id)"
      let found = expected.removeValue(forKey: key)
      let row = try #require(found, "\(key) is not expected")
      let estimate = scenario.estimate(of: node, rules: fixture.rules)
      #expect(execution.gpus.map(String.init).joined(separator: " ") == row[0], "\(key)")
      #expect(trace.readyTime(of: execution) == Double(row[1]), "\(key)")
      #expect(execution.start == Double(row[2]), "\(key)")
      #expect(execution.end == Double(row[3]), "\(key)")
      #expect(execution.switchTime == Double(row[4]), "\(key)")
      #expect("\(estimate.source)" == row[5], "\(key)")
    }
    #expect(expected.isEmpty, "nodes that did not run")
  }

  @Test(arguments: Fixture.all)
  func `the summary is the expected one`(_ fixture: Fixture) throws {
    let scenario = try fixture.loadScenario()
    var simulation = Simulation(scenario: scenario, options: fixture.options)
    simulation.runToEnd()
    let metrics = Metrics(
      scenario: scenario, options: fixture.options, trace: simulation.trace)
    let expected = try fixture.expectedSummary()
    func agree(_ found: Double?, _ stated: Double?, _ field: Comment) {
      guard let found, let stated else {
        #expect(found == nil && stated == nil, field)
        return
      }
      #expect(abs(found - stated) <= 1e-9 * abs(stated), field)
    }
    #expect(scenario.requests.count == expected.totalRequests)
    #expect(metrics.completedRequestCount == expected.completedRequests)
    #expect(metrics.executionCount == expected.totalNodesExecuted)
    #expect(metrics.stranded.count == expected.strandedNodes)
    #expect(metrics.makespan == expected.makespan)
    #expect(metrics.switchCount == expected.totalModelSwitches)
    #expect(metrics.totalSwitchTime == expected.totalSwitchTime)
    agree(metrics.waiting?.mean, expected.queueWaitMean, "queue_wait_mean")
    agree(metrics.latency?.mean, expected.latencyMean, "latency_mean")
    agree(metrics.latency?.median, expected.latencyMedian, "latency_median")
    agree(metrics.latency?.p99, expected.latencyP99, "latency_p99")
    agree(metrics.latency?.min, expected.latencyMin, "latency_min")
    agree(metrics.latency?.max, expected.latencyMax, "latency_max")
  }
}
