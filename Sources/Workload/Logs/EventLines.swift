public import Documents
public import Engine
import History

/// The events of a run as lines of text, in the words of the original program.
public struct EventLines: Sendable {
  private let scenario: Scenario
  private let showsSwitches: Bool
  private var trace: Trace
  private var progress: RequestProgress
  private var writtenEvents = 0
  private let models: [Piece]
  /// For each node of each workflow its id and the text before the request's id.
  private let nodes: [[Piece]]
  /// For each workflow the end of the line of an arrival, which has its id.
  private let workflows: [Piece]
  private let parts = LineParts()

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

  /// Writes all lines to a stream.
  ///
  /// - Parameters:
  ///   - stream: The stream.
  ///   - prefix: The beginning of each line.
  ///   - progress: Receives the number of written events now and then; returns whether to go on.
  /// - Throws: The reason why the lines could not be written.
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

  /// Writes the lines of the events since the last call, for a trace that grows.
  ///
  /// - Parameters:
  ///   - trace: The trace so far.
  ///   - stream: The stream.
  /// - Throws: The reason why the lines could not be written.
  public mutating func writeNew(of trace: Trace, to stream: inout OutputStream)
    throws(WriteFailure)
  {
    self.trace = trace
    var text = ByteBuffer()
    let opening = Piece("[")
    // Moved out: the rest of `self` is read meanwhile.
    var requests = RequestProgress(requestCount: 0)
    swap(&requests, &progress)
    while writtenEvents < trace.events.count {
      append(writtenEvents, opening, &requests, &text)
      writtenEvents += 1
    }
    swap(&requests, &progress)
    try stream.write(text)
  }

  /// The last line of a finished run.
  public var lastLine: String {
    "Simulation completed at time \(fixed(trace.events.last?.time ?? 0))s\n"
  }

  /// Appends the lines of an event; `requests` has noted all events before it.
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
      text.append(parts.request)
      text.appendVisible(scenario.requests.id(of: completed.request))
      text.append(parts.completed)
    }
    for execution in trace.executions(of: index) {
      appendDispatch(execution, event.time, opening, &text)
    }
  }

  private func appendArrival(of request: RequestID, _ text: inout ByteBuffer) {
    text.append(parts.arrival)
    text.appendVisible(scenario.requests.id(of: request))
    text.append(workflows[scenario.requests.workflow(of: request).index])
  }

  private func appendCompletion(of index: Int, _ text: inout ByteBuffer) {
    let execution = trace.executions[index]
    text.append(parts.completion)
    append(trace.node(of: execution), &text)
    text.append(parts.gpus)
    text.appendItems(execution.gpus)
    text.append(parts.completionEnd)
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
    text.append(parts.dispatch)
    append(node, &text)
    text.append(parts.gpus)
    text.appendItems(execution.gpus)
    text.append(parts.start)
    text.appendFixed(execution.start)
    text.append(parts.end)
    text.appendFixed(execution.end)
    text.append(parts.last)
  }

  private func appendSwitch(of execution: Execution, to model: ModelID, _ text: inout ByteBuffer) {
    text.append(parts.switching)
    text.appendItems(execution.gpus)
    text.append(parts.from)
    if case .model(let evicted) = execution.replaced {
      text.append(models[evicted.index])
    } else {
      text.append(parts.none)
    }
    text.append(parts.to)
    text.append(models[model.index])
    text.append(parts.switchTime)
    text.appendFixed(execution.switchTime)
    text.append(parts.last)
  }

  private func append(_ node: RequestNode, _ text: inout ByteBuffer) {
    text.append(nodes[scenario.requests.workflow(of: node.request).index][node.node])
    text.appendVisible(scenario.requests.id(of: node.request))
  }
}

/// The literal texts between the values of a line.
private struct LineParts: Sendable {
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
