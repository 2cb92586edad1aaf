import Engine
import History
import Testing

@testable import Workload

struct GenerationTests {
  @Test(arguments: ArrivalPattern.allCases, RequestFormat.allCases)
  func `what is generated loads without a warning and runs`(
    pattern: ArrivalPattern, format: RequestFormat
  ) throws {
    let plan = GenerationPlan(requestCount: 200, rate: 0.1, pattern: pattern, seed: 5)
    let generated = try Generated(plan, format: format)
    #expect(generated.loaded.warnings.isEmpty)
    #expect(generated.scenario.requests.count == 200)
    let run = FinishedRun(generated.scenario, Options(gpuCount: 4, mode: .online))
    #expect(run.metrics.completedRequestCount == 200)
    let nodes = generated.scenario.requests.indices.flatMap { request in
      generated.scenario.workflow(of: request).nodes.indices.map {
        RequestNode(request: request, node: $0)
      }
    }
    #expect(
      nodes.allSatisfy { generated.scenario.requests.estimate(of: $0).source == .request })
  }

  @Test func `YAML and JSON say the same`() throws {
    let plan = GenerationPlan(requestCount: 300, rate: 2, pattern: .bursty, seed: 9)
    let (yaml, json) = try (Generated(plan), Generated(plan, format: .json))
    #expect(yaml.times == json.times)
    for index in yaml.scenario.requests.indices {
      #expect(yaml.scenario[index] == json.scenario[index])
    }
    #expect(yaml.seconds(workflow: 0, node: 1) == json.seconds(workflow: 0, node: 1))
  }

  @Test func `nothing, and one request, are files too`() throws {
    for format in RequestFormat.allCases {
      for count in 0...1 {
        let plan = GenerationPlan(requestCount: count, rate: 1)
        #expect(try Generated(plan, format: format).scenario.requests.count == count)
      }
    }
  }

  @Test func `the same seed gives the same bytes, another one others`() throws {
    let plan = GenerationPlan(requestCount: 500, rate: 3, pattern: .diurnal, seed: 11)
    #expect(try Generated(plan).text == Generated(plan).text)
    var other = plan
    other.seed = 12
    #expect(try Generated(plan).times != Generated(other).times)
  }

  @Test func `more requests begin with the same ones`() throws {
    let plan = GenerationPlan(requestCount: 100, rate: 3, seed: 11)
    var longer = plan
    longer.requestCount = 250
    let (short, long) = try (Generated(plan), Generated(longer))
    #expect(short.times == Array(long.times.prefix(100)))
    let workflows = short.scenario.requests.indices.map(short.scenario.requests.workflow(of:))
    let longWorkflows = long.scenario.requests.indices.map(long.scenario.requests.workflow(of:))
    #expect(workflows == Array(longWorkflows.prefix(100)))
  }

  @Test func `another pattern brings the same requests at other times`() throws {
    let plan = GenerationPlan(requestCount: 200, rate: 3, pattern: .poisson)
    var other = plan
    other.pattern = .uniform
    let (first, second) = try (Generated(plan), Generated(other))
    #expect(first.times != second.times)
    #expect(first.seconds(workflow: 0, node: 0) == second.seconds(workflow: 0, node: 0))
    #expect(first.seconds(workflow: 1, node: 1) == second.seconds(workflow: 1, node: 1))
  }

  @Test func `a small file, word for word`() throws {
    let plan = GenerationPlan(requestCount: 2, rate: 0.5, seed: 3)
    #expect(
      try Generated(plan).text == #"""
        # 2 requests: poisson, 0.5 a second, seed 3.
        requests:
          - request_id: req_1
            timestamp: "2024-01-01T00:00:00.811646"
            workflow_id: "null"
            input_data: {prompt: "A lighthouse in the fog", "<<": "How rivers find the sea"}
            node_configs: {"one \"1\"": {steps: 20, "a b": "yes"}, "zwei-ß": {steps: 20}}
            node_execution_times: {"one \"1\"": 23.133, "zwei-ß": 17.223}
          - request_id: req_2
            timestamp: "2024-01-01T00:00:04.975515"
            workflow_id: chat
            node_configs: {cut: {max_length: 100}}
            node_execution_times: {say: 12.0, cut: 2.0}

        """#)
    #expect(
      try Generated(plan, format: .json).text == #"""
        {"requests": [
        {"request_id": "req_1", "timestamp": "2024-01-01T00:00:00.811646", "workflow_id": "null", "input_data": {"prompt": "A lighthouse in the fog", "<<": "How rivers find the sea"}, "node_configs": {"one \"1\"": {"steps": 20, "a b": "yes"}, "zwei-ß": {"steps": 20}}, "node_execution_times": {"one \"1\"": 23.133, "zwei-ß": 17.223}},
        {"request_id": "req_2", "timestamp": "2024-01-01T00:00:04.975515", "workflow_id": "chat", "node_configs": {"cut": {"max_length": 100}}, "node_execution_times": {"say": 12.0, "cut": 2.0}}
        ]}

        """#)
  }

  /// Any change of these changes what users' seeds stand for.
  @Test func `large files are the same to the last byte on every machine`() throws {
    let hashes = try ArrivalPattern.allCases.map { pattern -> UInt64 in
      let plan = GenerationPlan(requestCount: 2000, rate: 0.7, pattern: pattern, seed: 2024)
      return try Generated(plan).text.utf8.reduce(0xCBF2_9CE4_8422_2325) {
        ($0 ^ UInt64($1)) &* 0x100_0000_01B3
      }
    }
    #expect(
      hashes == [
        0xBA6C_6ADC_51CD_3931,
        0xC967_642B_7313_2F77,
        0xCD83_5A28_74E1_3E02,
        0x9131_F992_C8B1_9CCD,
        0x833C_3FF8_7ACE_A385,
      ])
  }

  @Test func `timestamps are written as they are read`() {
    var random = SeededGenerator(seed: 4)
    for _ in 0..<5000 {
      let microseconds = Int64.random(in: 0...4_000_000_000_000_000, using: &random)
      var text = ByteBuffer()
      text.appendTimestamp(microseconds)
      #expect(Timestamp(String(decoding: text.bytes, as: UTF8.self))?.microseconds == microseconds)
    }
  }
}
