public import Documents
public import Engine
import History

/// A run as lines of text, in the words of the original program.
public struct EventLines: Sendable {
  private let scenario: Scenario
  private let showsSwitches: Bool
  private var trace: Trace
  private var progress: RequestProgress
  private var writtenEvents = 0
  private let models: [Piece]
  /// For each workflow, for each node, its id and what leads on to the request.
  private let nodes: [[Piece]]
  /// For each workflow its id and the end of the line of an arrival.
  private let workflows: [Piece]
  private let words = Words()

  /// Prepares the lines of a trace, with or without those about switches.
  public init(scenario: Scenario, trace: Trace = Trace(), showsSwitches: Bool = true) {
    self.scenario = scenario
    self.showsSwitches = showsSwitches
    self.trace = trace
    progress = RequestProgress(requestCount: scenario.requests.count)
    models = scenario.models.map { Piece(visible($0.id)) }
    nodes = scenario.workflows.map { workflow in
      workflow.nodes.map { Piece("\(visible($0.id)) of request ") }
    }
    workflows = scenario.workflows.map { Piece(" (workflow: \(visible($0.id)))\n") }
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
    let opening = Piece("\(prefix)[")
    for index in trace.events.indices {
      append(index, opening, &requests, &text)
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
    var text = ByteBuffer()
    let opening = Piece("[")
    // Taken out, as the rest of this is read meanwhile.
    var requests = RequestProgress(requestCount: 0)
    swap(&requests, &progress)
    while writtenEvents < trace.events.count {
      append(writtenEvents, opening, &requests, &text)
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
    _ index: Int, _ opening: Piece, _ requests: inout RequestProgress, _ text: inout ByteBuffer
  ) {
    let event = trace.events[index]
    text.append(opening)
    text.appendFixed(event.time)
    switch event.subject {
    case .arrival(let request): appendArrival(of: request, &text)
    case .completion(let execution): appendCompletion(of: execution, &text)
    }
    if let completed = requests.note(index, of: trace, in: scenario) {
      text.append(opening)
      text.appendFixed(event.time)
      text.append(words.request)
      text.appendVisible(scenario.requests.id(of: completed.request))
      text.append(words.completed)
    }
    for execution in trace.executions(of: index) {
      appendDispatch(execution, event.time, opening, &text)
    }
  }

  private func appendArrival(of request: RequestID, _ text: inout ByteBuffer) {
    text.append(words.arrival)
    text.appendVisible(scenario.requests.id(of: request))
    text.append(workflows[scenario.requests.workflow(of: request).index])
  }

  private func appendCompletion(of index: Int, _ text: inout ByteBuffer) {
    let execution = trace.executions[index]
    text.append(words.completion)
    append(trace.node(of: execution), &text)
    text.append(words.gpus)
    text.appendItems(execution.gpus)
    text.append(words.completionEnd)
  }

  private func appendDispatch(
    _ index: Int, _ time: Double, _ opening: Piece, _ text: inout ByteBuffer
  ) {
    let execution = trace.executions[index]
    let node = trace.node(of: execution)
    if showsSwitches, execution.replaced != .nothing {
      text.append(opening)
      text.appendFixed(time)
      appendSwitch(of: execution, to: scenario.model(of: node), &text)
    }
    text.append(opening)
    text.appendFixed(time)
    text.append(words.dispatch)
    append(node, &text)
    text.append(words.gpus)
    text.appendItems(execution.gpus)
    text.append(words.start)
    text.appendFixed(execution.start)
    text.append(words.end)
    text.appendFixed(execution.end)
    text.append(words.last)
  }

  private func appendSwitch(of execution: Execution, to model: ModelID, _ text: inout ByteBuffer) {
    text.append(words.switching)
    text.appendItems(execution.gpus)
    text.append(words.from)
    if case .model(let evicted) = execution.replaced {
      text.append(models[evicted.index])
    } else {
      text.append(words.none)
    }
    text.append(words.to)
    text.append(models[model.index])
    text.append(words.switchTime)
    text.appendFixed(execution.switchTime)
    text.append(words.last)
  }

  private func append(_ node: RequestNode, _ text: inout ByteBuffer) {
    text.append(nodes[scenario.requests.workflow(of: node.request).index][node.node])
    text.appendVisible(scenario.requests.id(of: node.request))
  }
}

/// What stands between the values of a line, with the brackets of those.
private struct Words: Sendable {
  let arrival = Piece("s] Processing request ")
  let completion = Piece("s] Completed node ")
  let completionEnd = Piece("]\n")
  let request = Piece("s] Request ")
  let completed = Piece(" completed\n")
  let switching = Piece("s] Scheduling model switch on GPU(s) [")
  let from = Piece("] from ")
  let none = Piece("None")
  let to = Piece(" to ")
  let switchTime = Piece(" (switch time: ")
  let dispatch = Piece("s] Scheduled node ")
  let gpus = Piece(" on GPU(s) [")
  let start = Piece("] (start: ")
  let end = Piece("s, end: ")
  let last = Piece("s)\n")
}
