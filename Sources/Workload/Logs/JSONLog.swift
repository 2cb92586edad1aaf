public import Engine

/// Writes `baseline_execution_log.json`: the summary, then one execution a line.
public struct JSONLog {
  private let scenario: Scenario
  private let trace: Trace
  private let rules: Rules
  private let summary: Summary
  private let estimates: [Estimate]?

  /// Prepares the log of a run.
  ///
  /// A live run has estimates of its own, one for each execution of the trace, whose sources say
  /// what came of them; in a simulation they are the scenario's.
  public init(
    scenario: Scenario, trace: Trace, summary: Summary, estimates: [Estimate]? = nil
  ) {
    self.scenario = scenario
    self.trace = trace
    self.summary = summary
    self.estimates = estimates
    rules = summary.rules
  }

  /// Writes the log to a stream; now and then tells how many executions are written, and
  /// ends early if that is answered with false.
  ///
  /// - Complexity: O(n log n) in the executions.
  public func write(
    to stream: inout OutputStream, progress: (_ executions: Int) -> Bool = { _ in true }
  ) throws(WriteFailure) {
    var text = ByteBuffer()
    text.append("{\"summary\": ")
    text.append(summary.json)
    text.append(",\n\"executions\": [")
    let order = trace.executions.indices.sorted {
      (trace.executions[$0].start, $0) < (trace.executions[$1].start, $1)
    }
    for (position, index) in order.enumerated() {
      text.append(position == 0 ? "\n" : ",\n")
      append(index, &text)
      guard text.count >= 1 << 15 else { continue }
      try stream.write(text)
      text.removeAll()
      guard progress(position) else { throw .interruption }
    }
    text.append("\n]}\n")
    try stream.write(text)
  }

  private func append(_ index: Int, _ text: inout ByteBuffer) {
    let execution = trace.executions[index]
    let node = trace.node(of: execution)
    let estimate = estimates?[index] ?? scenario.estimate(of: node, rules: rules)
    func field(_ name: String) { text.append(", \"\(name)\": ") }
    func field(_ name: String, _ value: String) {
      field(name)
      text.appendJSON(value)
    }
    func field(_ name: String, _ value: Double) {
      field(name)
      text.appendJSON(value)
    }
    text.append("{\"request_id\": ")
    text.appendJSON(scenario[node.request].id)
    field("workflow_id", scenario.workflow(of: node.request).id)
    field("node_id", scenario[node].id)
    field("model_name", scenario.models[scenario.model(of: node).index].id)
    field("gpu_id")
    text.append(execution.gpus.lowerBound)
    field("gpu_ids")
    text.appendJSON(execution.gpus)
    field("ready_time", trace.readyTime(of: execution))
    field("start_time", execution.start)
    field("end_time", execution.end)
    field("execution_time", execution.executionTime)
    field("estimated_time", estimate.seconds)
    field("estimate_source", estimate.source.rawValue)
    field("switch_time", execution.switchTime)
    if case .model(let evicted) = execution.replaced {
      field("switch_from", scenario[evicted].id)
    } else {
      field("switch_from")
      text.append("null")
    }
    field("waiting_time", trace.waitingTime(of: execution))
    text.append("}")
  }
}

extension Summary {
  /// The summary as a JSON object over several lines.
  public var json: String {
    var text = ByteBuffer()
    var separator = "{\n  "
    func key(_ name: String) {
      text.append("\(separator)\"\(name)\": ")
      separator = ",\n  "
    }
    func add(_ name: String, _ value: Int) {
      key(name)
      text.append(value)
    }
    func add(_ name: String, _ value: Double?) {
      key(name)
      text.appendJSON(value)
    }
    func add(_ name: String, _ value: String) {
      key(name)
      text.appendJSON(value)
    }
    add("total_requests", totalRequests)
    add("completed_requests", completedRequests)
    add("total_nodes_executed", totalNodesExecuted)
    add("stranded_nodes", strandedNodes)
    add("mode", mode.rawValue)
    key("simulate")
    text.append(simulate ? "true" : "false")
    add("policy", policy.rawValue)
    add("rules", rules.rawValue)
    key("gpus")
    text.appendJSON(0..<gpuCount)
    add("makespan", makespan)
    add("total_model_switches", totalModelSwitches)
    add("total_switch_time", totalSwitchTime)
    add("avg_waiting_time", avgWaitingTime)
    add("p99_waiting_time", p99WaitingTime)
    add("avg_response_time", avgResponseTime)
    add("p99_response_time", p99ResponseTime)
    add("avg_request_response_time", avgRequestResponseTime)
    add("median_request_response_time", medianRequestResponseTime)
    add("p99_request_response_time", p99RequestResponseTime)
    if let fallbacks { add("fallbacks", fallbacks) }
    if let timeScale { add("time_scale", timeScale) }
    if isInterrupted {
      key("interrupted")
      text.append("true")
    }
    text.append("\n}")
    return String(decoding: text.bytes, as: UTF8.self)
  }
}
