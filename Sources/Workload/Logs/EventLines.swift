internal import Documents
public import Engine

/// A run as lines of text, in the words of the original program.
public struct EventLines: Sendable {
  private let scenario: Scenario
  private var trace: Trace
  private var progress: RequestProgress
  private var writtenEvents = 0
  private let models: [String]
  private let nodes: [[String]]

  /// Prepares the lines of a trace.
  public init(scenario: Scenario, trace: Trace = Trace()) {
    self.scenario = scenario
    self.trace = trace
    progress = RequestProgress(requestCount: scenario.requests.count)
    models = scenario.models.map { visible($0.id) }
    nodes = scenario.workflows.map { $0.nodes.map { visible($0.id) } }
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
    var text = ByteBuffer()
    for index in trace.events.indices {
      text.append(lines(of: index, prefix: prefix, &requests))
      guard text.count >= 1 << 15 else { continue }
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
    var text = ByteBuffer()
    while writtenEvents < trace.events.count {
      text.append(lines(of: writtenEvents, prefix: "", &progress))
      writtenEvents += 1
    }
    try stream.write(text)
  }

  /// The line that ends them all.
  public var lastLine: String {
    "Simulation completed at time \(fixed(trace.events.last?.time ?? 0))s\n"
  }

  /// The lines of one event; `requests` knows of those before it.
  private func lines(
    of index: Int, prefix: String, _ requests: inout RequestProgress
  ) -> ByteBuffer {
    let event = trace.events[index]
    var line = LineWriter(prefix: prefix, time: event.time)
    switch event.subject {
    case .arrival(let request): appendArrival(of: request, &line)
    case .completion(let execution): appendCompletion(of: execution, &line)
    }
    if let completed = requests.note(index, of: trace, in: scenario) {
      line.begin("Request ")
      line.buffer.append(visible(scenario[completed.request].id))
      line.end(" completed")
    }
    for execution in trace.executions(of: index) { appendDispatch(execution, &line) }
    return line.buffer
  }

  private func appendArrival(of request: RequestID, _ line: inout LineWriter) {
    line.begin("Processing request ")
    line.buffer.append(visible(scenario[request].id))
    line.buffer.append(" (workflow: ")
    line.buffer.append(visible(scenario.workflow(of: request).id))
    line.end(")")
  }

  private func appendCompletion(of index: Int, _ line: inout LineWriter) {
    let execution = trace.executions[index]
    line.begin("Completed node ")
    append(trace.node(of: execution), &line)
    append(execution.gpus, &line)
    line.end("")
  }

  private func appendDispatch(_ index: Int, _ line: inout LineWriter) {
    let execution = trace.executions[index]
    let node = trace.node(of: execution)
    if execution.replaced != .nothing {
      line.begin("Scheduling model switch")
      append(execution.gpus, &line)
      line.buffer.append(" from ")
      if case .model(let evicted) = execution.replaced {
        line.buffer.append(models[evicted.index])
      } else {
        line.buffer.append("None")
      }
      line.buffer.append(" to ")
      line.buffer.append(models[scenario.model(of: node).index])
      line.buffer.append(" (switch time: ")
      line.buffer.appendFixed(execution.switchTime)
      line.end("s)")
    }
    line.begin("Scheduled node ")
    append(node, &line)
    append(execution.gpus, &line)
    line.buffer.append(" (start: ")
    line.buffer.appendFixed(execution.start)
    line.buffer.append("s, end: ")
    line.buffer.appendFixed(execution.end)
    line.end("s)")
  }

  private func append(_ node: RequestNode, _ line: inout LineWriter) {
    line.buffer.append(nodes[scenario.requests.workflow(of: node.request).index][node.node])
    line.buffer.append(" of request ")
    line.buffer.append(visible(scenario[node.request].id))
  }

  private func append(_ gpus: Range<Int>, _ line: inout LineWriter) {
    line.buffer.append(" on GPU(s) ")
    line.buffer.appendJSON(gpus)
  }
}

/// The lines of one event: each begins with its time.
private struct LineWriter {
  let prefix: String
  let time: Double
  var buffer = ByteBuffer()

  init(prefix: String, time: Double) {
    self.prefix = prefix
    self.time = time
  }

  mutating func begin(_ text: String) {
    buffer.append(prefix)
    buffer.append("[")
    buffer.appendFixed(time)
    buffer.append("s] ")
    buffer.append(text)
  }

  mutating func end(_ text: String) {
    buffer.append(text)
    buffer.append("\n")
  }
}
