import Engine
import Testing

@testable import Workload

/// Requests are read flat where that will do, and as trees where calls are kept: with the same result.
struct FlatRequestTests {
  /// What a loader makes of the files: all columns and warnings, or the complaints.
  private func outcome(
    _ configuration: String, _ requests: String, _ mode: ArrivalMode, asTrees: Bool
  ) -> String {
    var loader = ScenarioLoader(
      configuration: configuration, requests: requests, mode: mode, gpuCount: 1)
    loader.keepsCalls = asTrees
    do {
      let loaded = try loader.load()
      let table = loaded.scenario.requests
      let rows = table.indices.map { request in
        let nodes = loaded.scenario.workflows[table.workflow(of: request).index].nodes.indices
        let estimates = nodes.map { table.estimate(of: RequestNode(request: request, node: $0)) }
        return "\(table[request]) \(estimates)"
      }
      return rows.joined(separator: "\n") + "\n" + loaded.warnings
    } catch {
      return error.text
    }
  }

  /// What may be put into a request, or taken out of it, usual or not.
  private static let snippets = [
    "request_id", "req_1", "req_02", "workflow_id", "chat", "timestamp", "input_data",
    "node_configs", "node_execution_times", "read", "paint", "max_length", "<<", "&a ", "*a",
    "!!str ",
    "null", "~", "\"", "'", ": ", ", ", "{", "}", "[", "]", "\n", "  ", "    - ", "-", "5", ".5",
    "1e3",
    "-0.0", "1e999", ".inf", "0x10", "é", "e\u{301}", "# ", "2024-01-01 10:00",
    "a: {b: [1, {c: d}]}", ", ",
    "prompt: x", "req_1: ", "\t", "priority: 1, ", "timestam: 2, ", "\"user\": 3, ",
  ]

  private static let yaml = """
    requests:
      - request_id: req_01
        timestamp: "2024-01-01T10:00:00.5"
        workflow_id: chat
        input_data: {prompt: a, more: {x: [1, 2]}}
        node_execution_times: {read: 5.25, paint: 4}
      - {request_id: req_02, workflow_id: chat, node_configs: {read: {max_length: 7, x: y}}}
      - request_id: req_1
        workflow_id: chat
        timestamp: 2024-01-01 10:00:02Z
        node_execution_times: {paint: 4, read: null}
      - {timestamp: 2024-01-01, workflow_id: 'chat', request_id: "req_003"}

    """

  private static let json = """
    {"requests": [
      {"request_id": "req_01", "timestamp": "2024-01-01T10:00:00.5", "workflow_id": "chat",
       "input_data": {"prompt": "a", "more": {"x": [1, 2]}},
       "node_execution_times": {"read": 5.25, "paint": 4}},
      {"request_id": "req_02", "workflow_id": "chat", "node_configs": {"read": {"max_length": 7}}},
      {"request_id": "req_1", "workflow_id": "chat", "timestamp": "2024-01-01 10:00:02Z"}]}

    """

  private static let configuration = """
    models:
      small: {name: S, memory_gb: 1, gpus_required: 1, load_time_seconds: 1, tokens_per_second: 2}
      large: {name: L, memory_gb: 1, gpus_required: 1, load_time_seconds: 1}
    workflows:
      chat: {name: C, nodes: [{id: read, model: small}, {id: paint, model: large}]}
      chatt: {name: C, nodes: [{id: "\\xE9", model: small}]}

    """

  @Test(arguments: ["yaml", "json"])
  func `spoilt requests are read and complained of alike`(format: String) throws {
    let folder = try TemporaryFolder()
    let configuration = try folder.write("c.yaml", Self.configuration)
    let good = Array(format == "yaml" ? Self.yaml : Self.json)
    var random = SeededGenerator(seed: 9)
    var loaded = 0
    for round in 0..<1500 {
      var text = good
      for _ in 0..<(round == 0 ? 0 : Int.random(in: 1...3, using: &random)) {
        let place = Int.random(in: 0..<text.count, using: &random)
        let length = [0, 0, 1, 5].randomElement(using: &random) ?? 0
        let snippet = Self.snippets.randomElement(using: &random) ?? ""
        text.replaceSubrange(place..<min(text.count, place + length), with: Array(snippet))
      }
      let requests = try folder.write("r.\(format)", String(text))
      let mode: ArrivalMode = round.isMultiple(of: 7) ? .online : .offline
      let flat = outcome(configuration, requests, mode, asTrees: false)
      #expect(flat == outcome(configuration, requests, mode, asTrees: true), "\(String(text))")
      if !flat.contains("error") { loaded += 1 }
    }
    #expect(loaded > 100)
  }

  @Test func `a large item, a deep one and a long text are read all the same`() throws {
    let folder = try TemporaryFolder()
    let configuration = try folder.write("c.yaml", Self.configuration)
    let inputs = [
      "{" + (0..<3000).map { "k\($0): v" }.joined(separator: ", ") + "}",
      "{a: " + String(repeating: "[", count: 100) + String(repeating: "]", count: 100) + "}",
      "{a: " + String(repeating: "[", count: 200) + String(repeating: "]", count: 200) + "}",
      "{a: " + String(repeating: "x", count: 3_000_000) + "}",
    ]
    for input in inputs {
      let requests = try folder.write(
        "r.yaml",
        """
        requests:
        - {request_id: a, workflow_id: chat}
        - {request_id: b, workflow_id: chat, input_data: \(input)}
        - {request_id: c, workflow_id: chat}

        """)
      let flat = outcome(configuration, requests, .offline, asTrees: false)
      #expect(flat == outcome(configuration, requests, .offline, asTrees: true))
    }
  }
}
