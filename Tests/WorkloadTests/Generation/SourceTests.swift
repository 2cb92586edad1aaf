import Engine
import Foundation
import Testing

@testable import Workload

/// What requests are generated from, and what is refused.
struct SourceTests {
  private func source(_ configuration: String) throws -> GenerationSource {
    let folder = try TemporaryFolder()
    return try GenerationSource(configuration: folder.write("c.yaml", configuration))
  }

  private func refusal(_ configuration: String) throws -> String {
    let failure = #expect(throws: LoadFailure.self) { try source(configuration) }
    return try #require(failure).text
  }

  @Test(arguments: ["", "models:\n", "models: {}\n", "models: 3\n"])
  func `a configuration without models is an error`(models: String) throws {
    let text = try refusal(models + "workflows: {w: {nodes: [{id: n, model: a}]}}\n")
    #expect(text.contains("error: "))
  }

  @Test func `a configuration without workflows is an error`() throws {
    #expect(try refusal("models: {}\nworkflows: {}\n").contains("there is no workflow"))
  }

  private func answers(maxLength: String) -> String {
    """
    models:
      m: {name: M, memory_gb: 1, gpus_required: 1, load_time_seconds: 1, tokens_per_second: 50,
          token_mean: 100, config: {max_length: [\(maxLength)]}}
    workflows: {w: {nodes: [{id: n, model: m, config_options: [max_length, max_length]}]}}

    """
  }

  @Test(arguments: ["-5", ".nan", ".inf", "1e300", "\"100\"", "[1]", "long"])
  func `a limit on answers that is no number of tokens is an error`(maxLength: String) throws {
    #expect(try refusal(answers(maxLength: maxLength)).contains("an item of max_length"))
  }

  @Test func `an option that is listed twice is written once`() throws {
    let plan = GenerationPlan(requestCount: 20, rate: 1)
    let generated = try Generated(plan, configuration: answers(maxLength: "50, null"))
    #expect(generated.loaded.warnings.isEmpty)
    #expect(Set(generated.seconds(workflow: 0, node: 0)) == [1, 2])
  }

  @Test(arguments: ArrivalPattern.allCases, RequestFormat.allCases)
  func `the scenario made in memory is the one that its file is read as`(
    pattern: ArrivalPattern, format: RequestFormat
  ) throws {
    for seed in 1...8 {
      let plan = GenerationPlan(
        requestCount: 120, rate: 0.3, pattern: pattern, mix: try WorkflowMix("chat=1,null=2"),
        seed: UInt64(seed))
      let loaded = try Generated(plan, format: format).scenario
      let generator = try RequestGenerator(source(Generated.configuration), plan)
      let made = generator.scenario(seed: UInt64(seed))
      #expect(made.hardware == loaded.hardware)
      #expect(made.models == loaded.models)
      #expect(made.workflows.map(\.id) == loaded.workflows.map(\.id))
      #expect(made.requests.count == loaded.requests.count)
      for request in loaded.requests.indices {
        #expect(made[request] == loaded[request])
        for node in loaded.workflow(of: request).nodes.indices {
          let node = RequestNode(request: request, node: node)
          #expect(made.requests.estimate(of: node) == loaded.requests.estimate(of: node))
        }
      }
    }
  }

  @Test func `40,000 nodes, each fed by the one before, are no quadratic work`() throws {
    let nodes = (0..<40_000).map {
      "      - {id: n\($0), model: m, inputs: [v\($0)], outputs: [v\($0 + 1)], config_options: [steps]}"
    }
    let configuration =
      """
      models:
        m: {name: M, memory_gb: 1, gpus_required: 1, load_time_seconds: 1, inference_time_mean: 1,
            config: {steps: [1, 2]}}
      workflows:
        w:
          nodes:

      """ + nodes.joined(separator: "\n") + "\n"
    // The time that passes would be that of all tests at once.
    let start = threadSeconds()
    let generator = try RequestGenerator(
      source(configuration), GenerationPlan(requestCount: 1, rate: 1))
    #expect(generator.scenario(seed: 1).requests.nodeCount == 40_000)
    #expect(threadSeconds() - start < 60)
  }

  /// The processor time of this thread.
  private func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
