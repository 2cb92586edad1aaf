public import Documents
public import Engine
public import History

/// Writes `baseline_execution_log.json`: the summary, then one execution a line.
public struct JSONLog {
  private let scenario: Scenario
  private let trace: Trace
  private let rules: Rules
  private let summary: Summary
  private let estimates: [Estimate]?
  private let tokens: [Int?]?
  /// For each workflow, for each node, what follows the request's id, up to the number of the GPU.
  private let nodeFields: [[Piece]]
  /// For each model its id in quotes.
  private let modelNames: [Piece]
  private let keys = Keys()

  /// Prepares the log of a run.
  ///
  /// A live run has estimates of its own, one for each execution of the trace, whose sources say
  /// what came of them, and perhaps the lengths of answers in tokens; in a simulation they are the
  /// scenario's.
  public init(
    scenario: Scenario, trace: Trace, summary: Summary, estimates: [Estimate]? = nil,
    tokens: [Int?]? = nil
  ) {
    self.estimates = estimates
    self.tokens = tokens
    self.scenario = scenario
    self.trace = trace
    self.summary = summary
    rules = summary.rules
    nodeFields = scenario.workflows.map { workflow in
      workflow.nodes.map { node in
        Piece(
          "\", \"workflow_id\": \(quoted(workflow.id)), \"node_id\": \(quoted(node.id)), "
            + "\"model_name\": \(quoted(scenario[node.model].id)), \"gpu_id\": ")
      }
    }
    modelNames = scenario.models.map { Piece(quoted($0.id)) }
  }

  /// Writes the log to a stream; now and then tells how many executions are written, and
  /// ends early if that is answered with false.
  ///
  /// - Complexity: O(n log n) in the executions.
  public func write(
    to stream: inout OutputStream, progress: (_ executions: Int) -> Bool = { _ in true }
  ) throws(WriteFailure) {
    var text = ByteBuffer()
    text.append("{\"summary\": \(summary.json),\n\"executions\": [")
    for (position, index) in executionsByStart().enumerated() {
      text.append(position == 0 ? keys.first : keys.next)
      append(Int(index), &text)
      guard text.count >= OutputStream.pieceSize else { continue }
      try stream.write(text)
      text.removeAll()
      guard progress(position) else { throw .interruption }
    }
    text.append(trace.executions.isEmpty ? "\n]}\n" : "}\n]}\n")
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
    text.appendUnquotedJSON(scenario.requests.id(of: node.request))
    text.append(nodeFields[scenario.requests.workflow(of: node.request).index][node.node])
    text.append(execution.gpus.lowerBound)
    text.append(keys.gpus)
    text.appendItems(execution.gpus)
    text.append(keys.ready)
    text.appendJSON(trace.readyTime(of: execution))
    text.append(keys.start)
    text.appendJSON(execution.start)
    text.append(keys.end)
    text.appendJSON(execution.end)
    text.append(keys.execution)
    let time = text.count
    text.appendJSON(execution.executionTime)
    let timeEnd = text.count
    text.append(keys.estimate)
    if estimate.seconds == execution.executionTime {
      text.repeatBytes(time..<timeEnd)
    } else {
      text.appendJSON(estimate.seconds)
    }
    text.append(keys.source(estimate.source))
    text.appendJSON(execution.switchTime)
    text.append(keys.switchFrom)
    if case .model(let evicted) = execution.replaced {
      text.append(modelNames[evicted.index])
    } else {
      text.append(keys.null)
    }
    text.append(keys.waiting)
    text.appendJSON(trace.waitingTime(of: execution))
    if let count = tokens?[index] {
      text.append(keys.tokens)
      text.append(count)
    }
  }
}

/// What stands between the values of an execution, with the quotes and brackets of those.
private struct Keys: Sendable {
  let first = Piece("\n{\"request_id\": \"")
  let next = Piece("},\n{\"request_id\": \"")
  let gpus = Piece(", \"gpu_ids\": [")
  let ready = Piece("], \"ready_time\": ")
  let start = Piece(", \"start_time\": ")
  let end = Piece(", \"end_time\": ")
  let execution = Piece(", \"execution_time\": ")
  let estimate = Piece(", \"estimated_time\": ")
  let switchFrom = Piece(", \"switch_from\": ")
  let null = Piece("null")
  let waiting = Piece(", \"waiting_time\": ")
  let tokens = Piece(", \"completion_tokens\": ")

  private let request = source(.request)
  private let model = source(.model)
  private let `default` = source(.default)
  private let server = source(.server)
  private let measured = source(.measured)
  private let fallback = source(.fallback)

  /// The source of an estimate, and what leads on to the time of the switch.
  func source(_ source: EstimateSource) -> Piece {
    switch source {
    case .request: request
    case .model: model
    case .default: `default`
    case .server: server
    case .measured: measured
    case .fallback: fallback
    }
  }

  private static func source(_ source: EstimateSource) -> Piece {
    Piece(", \"estimate_source\": \"\(source.rawValue)\", \"switch_time\": ")
  }
}

/// A text as JSON.
private func quoted(_ text: String) -> String {
  var buffer = ByteBuffer()
  buffer.appendJSON(text)
  return String(decoding: buffer.bytes, as: UTF8.self)
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
    if let live {
      add("backend", live.backend)
      if let overlap = live.overlap { add("overlap", overlap) }
      if let makespan = live.simulatedMakespan { add("simulated_makespan", makespan) }
      if let latency = live.simulatedMeanLatency {
        add("simulated_avg_request_response_time", latency)
      }
    }
    if isInterrupted {
      key("interrupted")
      text.append("true")
    }
    text.append("\n}")
    return String(decoding: text.bytes, as: UTF8.self)
  }
}
