internal import Documents
public import Engine

/// A run as lines of text, in the words of the original program.
public struct EventLines: Sendable {
  private let scenario: Scenario
  private var trace: Trace
  private var progress: RequestProgress
  private var writtenEvents = 0
  private let models: [[UInt8]]
  /// For each workflow, for each node, its id and what leads on to the request.
  private let nodes: [[[UInt8]]]
  /// For each workflow its id and the end of the line of an arrival.
  private let workflows: [[UInt8]]

  /// Prepares the lines of a trace.
  public init(scenario: Scenario, trace: Trace = Trace()) {
    self.scenario = scenario
    self.trace = trace
    progress = RequestProgress(requestCount: scenario.requests.count)
    models = scenario.models.map { Array(visible($0.id).utf8) }
    nodes = scenario.workflows.map { workflow in
      workflow.nodes.map { Array("\(visible($0.id)) of request ".utf8) }
    }
    workflows = scenario.workflows.map { Array(" (workflow: \(visible($0.id)))\n".utf8) }
  }

  /// Writes all lines to a stream, each with a prefix; now and then tells how far it is, and ends
  /// early if that is answered with false.
  ///
  /// - Complexity: O(trace).
  public func write(
    to stream: inout OutputStream, prefix: String = "",
    progress: (_ events: Int) -> Bool = { _ in true }
  ) throws(WriteFailure) {
    var requests = RequestProgress(requestCount: scenario.requests.count)
    var (text, opening) = (ByteBuffer(), ByteBuffer())
    for index in trace.events.indices {
      append(index, prefix: prefix, &requests, &opening, &text)
      guard text.count >= OutputStream.pieceSize else { continue }
      try stream.write(text)
      text.removeAll()
      guard progress(index) else { throw .interruption }
    }
    text.append(prefix)
    text.append(lastLine)
    try stream.write(text)
  }

  /// Writes the lines of the events that have happened since the last call, for a trace that grows.
  ///
  /// - Parameters:
  ///   - trace: the trace so far.
  ///   - stream: where the lines go.
  /// - Throws: why they could not be written.
  public mutating func writeNew(of trace: Trace, to stream: inout OutputStream)
    throws(WriteFailure)
  {
    self.trace = trace
    var (text, opening) = (ByteBuffer(), ByteBuffer())
    // Taken out, as the rest of this is read meanwhile.
    var requests = RequestProgress(requestCount: 0)
    swap(&requests, &progress)
    while writtenEvents < trace.events.count {
      append(writtenEvents, prefix: "", &requests, &opening, &text)
      writtenEvents += 1
    }
    swap(&requests, &progress)
    try stream.write(text)
  }

  /// The line that ends them all.
  public var lastLine: String {
    "Simulation completed at time \(fixed(trace.events.last?.time ?? 0))s\n"
  }

  /// Appends the lines of one event; `requests` knows of those before it.
  private func append(
    _ index: Int, prefix: String, _ requests: inout RequestProgress, _ opening: inout ByteBuffer,
    _ text: inout ByteBuffer
  ) {
    let event = trace.events[index]
    // All lines of an event begin alike.
    opening.removeAll()
    opening.append(prefix)
    opening.append(literal: "[")
    opening.appendFixed(event.time)
    opening.append(literal: "s] ")
    text.append(opening)
    switch event.subject {
    case .arrival(let request): appendArrival(of: request, &text)
    case .completion(let execution): appendCompletion(of: execution, &text)
    }
    if let completed = requests.note(index, of: trace, in: scenario) {
      text.append(opening)
      text.append(literal: "Request ")
      text.append(visible(scenario.requests.id(of: completed.request)))
      text.append(literal: " completed\n")
    }
    for execution in trace.executions(of: index) { appendDispatch(execution, opening, &text) }
  }

  private func appendArrival(of request: RequestID, _ text: inout ByteBuffer) {
    text.append(literal: "Processing request ")
    text.append(visible(scenario.requests.id(of: request)))
    text.append(workflows[scenario.requests.workflow(of: request).index])
  }

  private func appendCompletion(of index: Int, _ text: inout ByteBuffer) {
    let execution = trace.executions[index]
    text.append(literal: "Completed node ")
    append(trace.node(of: execution), &text)
    append(execution.gpus, &text)
    text.append(literal: "\n")
  }

  private func appendDispatch(_ index: Int, _ opening: ByteBuffer, _ text: inout ByteBuffer) {
    let execution = trace.executions[index]
    let node = trace.node(of: execution)
    text.append(opening)
    if execution.replaced != .nothing {
      text.append(literal: "Scheduling model switch")
      append(execution.gpus, &text)
      text.append(literal: " from ")
      if case .model(let evicted) = execution.replaced {
        text.append(models[evicted.index])
      } else {
        text.append(literal: "None")
      }
      text.append(literal: " to ")
      text.append(models[scenario.model(of: node).index])
      text.append(literal: " (switch time: ")
      text.appendFixed(execution.switchTime)
      text.append(literal: "s)\n")
      text.append(opening)
    }
    text.append(literal: "Scheduled node ")
    append(node, &text)
    append(execution.gpus, &text)
    text.append(literal: " (start: ")
    text.appendFixed(execution.start)
    text.append(literal: "s, end: ")
    text.appendFixed(execution.end)
    text.append(literal: "s)\n")
  }

  private func append(_ node: RequestNode, _ text: inout ByteBuffer) {
    text.append(nodes[scenario.requests.workflow(of: node.request).index][node.node])
    text.append(visible(scenario.requests.id(of: node.request)))
  }

  private func append(_ gpus: Range<Int>, _ text: inout ByteBuffer) {
    text.append(literal: " on GPU(s) ")
    text.appendJSON(gpus)
  }
}
