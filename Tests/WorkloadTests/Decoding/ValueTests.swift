import Engine
import History
import Testing
import Workload

struct ValueTests {
  @Test(arguments: ["001", "no", "true", "1e3", "1.0", "null", "~", "0x1F", "2024-01-01", "é 日"])
  func `an unquoted id keeps its text`(id: String) throws {
    let inputs = Inputs.yaml.configuring("llm7b:", "\(id):").configuring(
      "model: llm7b", "model: \(id)"
    )
    .configuring("chat:", "\(id):").configuring("id: read", "id: \(id)")
    .configuring("from: read", "from: \(id)")
    .requesting("req_001", id).requesting("workflow_id: chat", "workflow_id: \(id)")
    .requesting("workflow_id: chat", "workflow_id: \(id)")
    let scenario = try inputs.load().scenario
    #expect(scenario.models[0].id == id)
    #expect(scenario.workflows[0].id == id && scenario.workflows[0].nodes[0].id == id)
    #expect(scenario.workflows[0].nodes[0].model == ModelID(0))
    #expect(scenario.workflows[0].dependencies == [[], [0]])
    #expect(scenario[RequestID(0)].id == id)
  }

  @Test func `a model takes what it lacks from its base model, and from that one's`() throws {
    let scenario = try Inputs.yaml.configuring(
      "workflows:",
      """
        small: {base_model: middle, memory_gb: 1, served_name: tiny}
        middle: {base_model: llm7b, load_time_seconds: 7, gpus_required: null}
      workflows:
      """
    ).load().scenario
    let (small, middle) = (scenario.models[2], scenario.models[3])
    #expect(small.id == "small" && small.memoryGB == 1 && small.loadTimeSeconds == 7)
    #expect(small.inferenceTimeMean == 8.5 && small.gpusRequired == 1)
    #expect(small.servedName == "tiny" && middle.servedName == "middle")
    #expect(middle.memoryGB == 14 && middle.gpusRequired == 1)
  }

  @Test func `an estimate comes from the request, the model, the tokens or nowhere`() throws {
    let times = "node_execution_times: {read: 1.5}"
    let configs = "node_configs: {read: {max_length: 30}, paint: {steps: 4}}"
    let tokens = "tokens_per_second: 10\n    token_mean: 50"
    func estimates(_ inputs: Inputs) throws -> [Estimate] {
      let scenario = try inputs.load().scenario
      return (0..<2).map {
        scenario.estimate(of: RequestNode(request: RequestID($0), node: 0), rules: .standard)
      }
    }
    let first = "workflow_id: chat"
    #expect(
      try estimates(Inputs.yaml.requesting(first, "\(first)\n    \(times)")) == [
        Estimate(seconds: 1.5, source: .request), Estimate(seconds: 8.5, source: .model),
      ])
    let withTokens = Inputs.yaml.configuring("inference_time_mean: 8.5", tokens)
    #expect(
      try estimates(withTokens.requesting(first, "\(first)\n    \(configs)")) == [
        Estimate(seconds: 3, source: .model), Estimate(seconds: 5, source: .model),
      ])
    let unknown = try Inputs.yaml.configuring("    inference_time_mean: 8.5\n", "").load().scenario
    let node = RequestNode(request: RequestID(0), node: 0)
    #expect(unknown.estimate(of: node, rules: .standard) == Estimate(seconds: 10, source: .default))
    let known = try withTokens.load(rules: .gswarm).scenario
    #expect(known.estimate(of: node, rules: .gswarm) == Estimate(seconds: 10, source: .default))
  }

  @Test func `online arrivals count from the earliest timestamp, or under gswarm from the first`()
    throws
  {
    let inputs = Inputs.yaml.requesting("T10:00:00", " 10:00:07.25")
    let scenario = try inputs.load(mode: .online).scenario
    #expect(scenario.arrivalTimes(mode: .online, rules: .standard) == [5.25, 0])
    #expect(scenario.arrivalTimes(mode: .online, rules: .gswarm) == [0, -5.25])
    #expect(scenario.arrivalTimes(mode: .offline, rules: .standard) == [0, 0])
  }

  @Test func `an output named by an edge strands the node under gswarm`() throws {
    let inputs = Inputs.yaml.configuring("from: read", "from: text")
    let scenario = try inputs.load(rules: .gswarm).scenario
    let options = Options(gpuCount: 4, rules: .gswarm)
    var simulation = Simulation(scenario: scenario, options: options)
    simulation.runToEnd()
    let metrics = Metrics(scenario: scenario, options: options, trace: simulation.trace)
    let report = MetricsReport(metrics, scenario: scenario).lines
    let stranded = report.drop { !$0.hasPrefix("Stranded") }
    #expect(
      Array(stranded) == [
        "Stranded nodes: 2, in 2 unfinished requests:",
        "  req_001/paint: waits for text, which the workflow lacks",
        "  req_002/paint: waits for text, which the workflow lacks",
      ])
  }

  @Test func `control characters of a file are shown and not obeyed`() throws {
    let found = Inputs.yaml.configuring("model: llm7b", "model: \"\\e[2Jx\\u202E\"")
      .complaints()
    #expect(found.contains("names an unknown model: ␛[2Jx\u{FFFD}"))
    #expect(!found.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
  }
}
