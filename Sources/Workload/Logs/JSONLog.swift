public import Engine

/// Writes `baseline_execution_log.json`: the summary, then one execution a line.
public struct JSONLog {
  private let scenario: Scenario
  private let trace: Trace
  private let rules: Rules
  private let summary: Summary
  private let estimates: [Estimate]?
  /// For each workflow, for each node, the fields that say what it is, up to the number of the GPU.
  private let nodeFields: [[[UInt8]]]
  /// For each model its id in quotes.
  private let modelNames: [[UInt8]]

  /// Prepares the log of a run.
  ///
  /// A live run has estimates of its own, one for each execution of the trace, whose sources say
  /// what came of them; in a simulation they are the scenario's.
  public init(
    scenario: Scenario, trace: Trace, summary: Summary, estimates: [Estimate]? = nil
  ) {
    self.estimates = estimates
    self.scenario = scenario
    self.trace = trace
    self.summary = summary
    rules = summary.rules
    nodeFields = scenario.workflows.map { workflow in
      workflow.nodes.map { node in
        var text = ByteBuffer()
        text.append(literal: ", \"workflow_id\": ")
        text.appendJSON(workflow.id)
        text.append(literal: ", \"node_id\": ")
        text.appendJSON(node.id)
        text.append(literal: ", \"model_name\": ")
        text.appendJSON(scenario[node.model].id)
        text.append(literal: ", \"gpu_id\": ")
        return text.bytes
      }
    }
    modelNames = scenario.models.map { model in
      var text = ByteBuffer()
      text.appendJSON(model.id)
      return text.bytes
    }
  }

  /// Writes the log to a stream; now and then tells how many executions are written, and
  /// ends early if that is answered with false.
  ///
  /// - Complexity: O(n log n) in the executions.
  public func write(
    to stream: inout OutputStream, progress: (_ executions: Int) -> Bool = { _ in true }
  ) throws(WriteFailure) {
    var text = ByteBuffer()
    text.append(literal: "{\"summary\": ")
    text.append(summary.json)
    text.append(literal: ",\n\"executions\": [")
    for (position, index) in executionsByStart().enumerated() {
      text.append(literal: position == 0 ? "\n" : ",\n")
      append(Int(index), &text)
      guard text.count >= OutputStream.pieceSize else { continue }
      try stream.write(text)
      text.removeAll()
      guard progress(position) else { throw .interruption }
    }
    text.append(literal: "\n]}\n")
    try stream.write(text)
  }

  /// The executions by start, those with the same start in the order of dispatch.
  private func executionsByStart() -> [Int32] {
    struct Key: Comparable {
      let start: Double
      let index: Int32

      static func < (a: Key, b: Key) -> Bool {
        a.start < b.start || (a.start == b.start && a.index < b.index)
      }
    }
    var keys = trace.executions.enumerated().map { Key(start: $1.start, index: Int32($0)) }
    keys.sort()
    return keys.map(\.index)
  }

  private func append(_ index: Int, _ text: inout ByteBuffer) {
    let execution = trace.executions[index]
    let node = trace.node(of: execution)
    let estimate = estimates?[index] ?? scenario.estimate(of: node, rules: rules)
    text.append(literal: "{\"request_id\": ")
    text.appendJSON(scenario.requests.id(of: node.request))
    text.append(nodeFields[scenario.requests.workflow(of: node.request).index][node.node])
    text.append(execution.gpus.lowerBound)
    text.append(literal: ", \"gpu_ids\": ")
    text.appendJSON(execution.gpus)
    text.append(literal: ", \"ready_time\": ")
    text.appendJSON(trace.readyTime(of: execution))
    text.append(literal: ", \"start_time\": ")
    text.appendJSON(execution.start)
    text.append(literal: ", \"end_time\": ")
    text.appendJSON(execution.end)
    text.append(literal: ", \"execution_time\": ")
    text.appendJSON(execution.executionTime)
    text.append(literal: ", \"estimated_time\": ")
    text.appendJSON(estimate.seconds)
    text.append(literal: ", \"estimate_source\": ")
    text.appendJSON(estimate.source.rawValue)
    text.append(literal: ", \"switch_time\": ")
    text.appendJSON(execution.switchTime)
    text.append(literal: ", \"switch_from\": ")
    if case .model(let evicted) = execution.replaced {
      text.append(modelNames[evicted.index])
    } else {
      text.append(literal: "null")
    }
    text.append(literal: ", \"waiting_time\": ")
    text.appendJSON(trace.waitingTime(of: execution))
    text.append(literal: "}")
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
    add("policy", policy.description)
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
