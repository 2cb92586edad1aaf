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
  /// For each node of each workflow the text between the request's id and the number of the GPU.
  private let nodeFields: [[Piece]]
  /// The id of each model, in quotes.
  private let modelNames: [Piece]
  private let leads = ExecutionLeads()

  /// Prepares the log of a run.
  ///
  /// - Parameters:
  ///   - scenario: The scenario of the run.
  ///   - trace: The events of the run.
  ///   - summary: The summary of the run.
  ///   - estimates: The estimate of each execution of a live run; nil for those of the scenario.
  ///   - tokens: The length of the answer of each execution of a live run, where it is known.
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
          ExecutionField.workflow.lead + escaped(workflow.id) + ExecutionField.node.lead
            + escaped(node.id) + ExecutionField.model.lead + escaped(scenario[node.model].id)
            + ExecutionField.gpu.lead)
      }
    }
    modelNames = scenario.models.map { Piece("\"\(escaped($0.id))\"") }
  }

  /// Writes the log to a stream.
  ///
  /// - Parameters:
  ///   - stream: The stream.
  ///   - progress: Receives the number of written executions now and then; returns whether to go on.
  /// - Throws: The reason why the log could not be written.
  /// - Complexity: O(n log n) in the executions.
  public func write(
    to stream: inout OutputStream, progress: (_ executions: Int) -> Bool = { _ in true }
  ) throws(WriteFailure) {
    var text = ByteBuffer()
    text.append("{\"summary\": \(summary.json),\n\"executions\": [")
    for (position, index) in executionsByStart().enumerated() {
      text.append(position == 0 ? leads.first : leads.next)
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
    struct StartOrder: Comparable {
      let start: Double
      let index: Int32

      static func < (a: StartOrder, b: StartOrder) -> Bool {
        a.start < b.start || (a.start == b.start && a.index < b.index)
      }
    }
    var keys = trace.executions.enumerated().map {
      StartOrder(start: $1.start, index: Int32($0))
    }
    keys.sort()
    return keys.map(\.index)
  }

  private func append(_ index: Int, _ text: inout ByteBuffer) {
    let execution = trace.executions[index]
    let node = trace.node(of: execution)
    var estimate = estimates?[index] ?? scenario.estimate(of: node, rules: rules)
    // In a simulation nothing but the speed of the GPUs makes the difference.
    if estimates == nil, trace.hasPreparations { estimate.seconds = execution.executionTime }
    text.appendUnquotedJSON(scenario.requests.id(of: node.request))
    text.append(nodeFields[scenario.requests.workflow(of: node.request).index][node.node])
    if execution.gpus.isEmpty {
      text.append(leads.null)
    } else {
      text.append(execution.gpus.lowerBound)
    }
    text.append(leads.gpus)
    text.appendItems(execution.gpus)
    text.append(leads.ready)
    text.appendJSON(trace.readyTime(of: execution))
    text.append(leads.start)
    text.appendJSON(execution.start)
    text.append(leads.end)
    text.appendJSON(execution.end)
    text.append(leads.execution)
    let time = text.count
    text.appendJSON(execution.executionTime)
    let timeEnd = text.count
    text.append(leads.estimate)
    if estimate.seconds == execution.executionTime {
      text.repeatBytes(time..<timeEnd)
    } else {
      text.appendJSON(estimate.seconds)
    }
    text.append(leads.source(estimate.source))
    text.appendJSON(execution.switchTime)
    text.append(leads.switchFrom)
    if case .model(let evicted) = execution.replaced {
      text.append(modelNames[evicted.index])
    } else {
      text.append(leads.null)
    }
    text.append(leads.waiting)
    text.appendJSON(trace.waitingTime(of: execution))
    if let count = tokens?[index] {
      text.append(leads.tokens)
      text.append(count)
    }
    if let source = trace.source(of: index) { appendPreparation(index, source, &text) }
  }

  /// Appends the evicted models and the origin of the weights.
  private func appendPreparation(_ index: Int, _ source: LoadSource, _ text: inout ByteBuffer) {
    text.append(leads.evictions)
    for (place, evicted) in trace.evicted(by: index).enumerated() {
      text.append(place == 0 ? leads.firstPair : leads.nextPair)
      text.append(evicted.gpu)
      text.append(leads.pairMiddle)
      text.append(modelNames[evicted.model.index])
      text.append(leads.pairEnd)
    }
    text.append(leads.origin)
    text.append("\(source)\"")
  }
}

/// The literal texts before the values of an execution.
private struct ExecutionLeads: Sendable {
  let first = Piece("\n\(ExecutionField.request.lead)")
  let next = Piece("},\n\(ExecutionField.request.lead)")
  let gpus = Piece(ExecutionField.gpus.lead)
  let ready = Piece(ExecutionField.ready.lead)
  let start = Piece(ExecutionField.start.lead)
  let end = Piece(ExecutionField.end.lead)
  let execution = Piece(ExecutionField.duration.lead)
  let estimate = Piece(ExecutionField.estimate.lead)
  let switchFrom = Piece(ExecutionField.evicted.lead)
  let null = Piece("null")
  let waiting = Piece(ExecutionField.waiting.lead)
  let tokens = Piece(ExecutionField.tokens.lead)
  let evictions = Piece(ExecutionField.evictions.lead)
  let firstPair = Piece("[")
  let nextPair = Piece(", [")
  let pairMiddle = Piece(", ")
  let pairEnd = Piece("]")
  let origin = Piece(ExecutionField.origin.lead)

  private let request = source(.request)
  private let model = source(.model)
  private let `default` = source(.default)
  private let server = source(.server)
  private let measured = source(.measured)
  private let fallback = source(.fallback)

  /// The text between the estimate and the switch time, with the source of the estimate.
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
    Piece(ExecutionField.source.lead + source.rawValue + ExecutionField.switching.lead)
  }
}

/// Returns a text as it stands between the quotes of a JSON string.
private func escaped(_ text: String) -> String {
  var buffer = ByteBuffer()
  buffer.appendUnquotedJSON(text)
  return String(decoding: buffer.bytes, as: UTF8.self)
}
