import Engine
import Testing
import Workload

@testable import gswarm_sim

struct ComparisonJobsTests {
  @Test func `the scenario of a seed goes with its last use (R8)`() throws {
    let configuration = "\(Program.repository)/samples/churn/system_config.yaml"
    let source = try GenerationSource(configuration: configuration)
    let generator = try RequestGenerator(source, GenerationPlan(requestCount: 10, rate: 1))
    let scenarios = SharedScenarios(
      ScenarioSource(generator, seeds: 20, hardware: source.hardware), uses: 3)
    for seed in 0..<20 {
      for use in 1...3 {
        #expect(scenarios.take(seed).requests.count == 10)
        #expect(scenarios.count == (use < 3 ? 1 : 0))
      }
    }
  }
}
