internal import Documents
internal import Engine
internal import History
internal import Workload

/// Trace events in the JSON format of Chrome, which Perfetto reads too.
///
/// Times are whole microseconds, rounded, so that neighbouring slices neither overlap nor part.
struct ChromeTrace {
  private let facts: RunFacts

  /// The numbers of the two processes that the tracks are grouped by.
  private enum TrackGroup: Int {
    case gpus = 1
    case requests = 2
  }

  init(_ history: History) { facts = RunFacts(history) }

  /// Writes the trace.
  func write(to stream: inout OutputStream) throws(WriteFailure) {
    var events = EventText()
    appendNames(to: &events)
    for (place, execution) in facts.trace.executions.enumerated() {
      appendSlices(place, execution, to: &events)
      try events.flush(to: &stream)
    }
    let moment = facts.history.moment(after: facts.trace.events.count)
    var flow = 0
    for request in facts.scenario.requests.indices {
      guard let story = moment.story(of: request) else { continue }
      appendRequest(request, story, to: &events)
      appendFlows(request, story, &flow, to: &events)
      try events.flush(to: &stream)
    }
    for point in RunSeries(facts.history).points {
      appendCounters(point, to: &events)
      try events.flush(to: &stream)
    }
    try events.end(&stream)
  }

  private func microseconds(_ seconds: Double) -> Int {
    Int((max(-9e12, min(9e12, seconds)) * 1e6).rounded())
  }

  private func appendNames(to events: inout EventText) {
    events.name("process_name", "GPUs", process: TrackGroup.gpus.rawValue)
    events.name("process_name", "Requests", process: TrackGroup.requests.rawValue)
    for gpu in 0..<facts.history.options.gpuCount {
      events.name("thread_name", "GPU \(gpu)", process: TrackGroup.gpus.rawValue, thread: gpu + 1)
    }
  }

  /// Appends the slices of an execution on each of its GPUs: one of what it paid, one of computing.
  private func appendSlices(_ place: Int, _ execution: Execution, to events: inout EventText) {
    let model = facts.modelID(of: execution)
    let (dispatch, start, end) = (
      microseconds(facts.dispatchTime(of: execution)), microseconds(execution.start),
      microseconds(execution.end)
    )
    for gpu in execution.gpus {
      if start > dispatch {
        let category = facts.kind(of: execution) == "switch" ? "switch" : "load"
        events.begin(
          "X", name: model, category: category, TrackGroup.gpus.rawValue, gpu + 1, dispatch)
        events.field("dur", start - dispatch)
        appendArguments(place, execution, to: &events)
      }
      events.begin("X", name: model, category: "compute", TrackGroup.gpus.rawValue, gpu + 1, start)
      events.field("dur", end - start)
      appendArguments(place, execution, to: &events)
    }
  }

  private func appendArguments(
    _ place: Int, _ execution: Execution, to events: inout EventText
  ) {
    let node = facts.trace.node(of: execution)
    events.beginArguments()
    events.argument("request", facts.scenario.requests.id(of: node.request))
    events.argument("node", facts.nodeID(node))
    events.argument("why", facts.reason(of: execution))
    if let evicted = facts.evictedID(by: execution) { events.argument("evicted", evicted) }
    if let seconds = facts.backAfter[place] { events.argument("back after", seconds) }
    events.argument("waited", facts.trace.waitingTime(of: execution))
    events.endArguments()
  }

  /// Appends a request as an asynchronous slice, with its nodes, from ready to end, inside.
  private func appendRequest(
    _ request: RequestID, _ story: RequestStory, to events: inout EventText
  ) {
    let end = story.completionTime ?? facts.history.endTime
    let id = request.index + 1
    let name = facts.scenario.requests.id(of: request)
    events.asynchronous(
      "b", name, TrackGroup.requests.rawValue, id, microseconds(story.arrivalTime))
    events.beginArguments()
    events.argument("workflow", facts.workflowID(request))
    events.argument("waiting", story.split.waiting)
    events.argument("switching", story.split.switching)
    events.argument("computing", story.split.computing)
    events.endArguments()
    for (node, nodeStory) in story.nodes.enumerated() {
      guard let ready = nodeStory.readyTime else { continue }
      let node = facts.nodeID(RequestNode(request: request, node: node))
      let nodeEnd = nodeStory.execution.map { facts.trace.executions[$0].end } ?? end
      events.asynchronous("b", node, TrackGroup.requests.rawValue, id, microseconds(ready))
      events.close()
      events.asynchronous("e", node, TrackGroup.requests.rawValue, id, microseconds(nodeEnd))
      events.close()
    }
    events.asynchronous("e", name, TrackGroup.requests.rawValue, id, microseconds(end))
    events.close()
  }

  /// Appends an arrow for each edge of a request's workflow of which both ends were dispatched.
  private func appendFlows(
    _ request: RequestID, _ story: RequestStory, _ flow: inout Int, to events: inout EventText
  ) {
    let workflow = facts.scenario.workflows[
      facts.scenario.requests.workflow(of: request).index]
    for (to, before) in workflow.dependencies.enumerated() {
      for from in before {
        guard let source = story.nodes[from].execution, let target = story.nodes[to].execution
        else { continue }
        flow += 1
        let (first, second) = (facts.trace.executions[source], facts.trace.executions[target])
        events.begin(
          "s", name: "edge", category: "edge", TrackGroup.gpus.rawValue, first.gpus.lowerBound + 1,
          max(microseconds(first.start), microseconds(first.end) - 1))
        events.field("id", flow)
        events.close()
        events.begin(
          "f", name: "edge", category: "edge", TrackGroup.gpus.rawValue, second.gpus.lowerBound + 1,
          microseconds(second.start))
        events.field("id", flow)
        events.text(", \"bp\": \"e\"")
        events.close()
      }
    }
  }

  private func appendCounters(_ point: RunSeries.Point, to events: inout EventText) {
    let time = microseconds(point.time)
    events.counter("ready nodes", Double(point.readyNodes), TrackGroup.gpus.rawValue, time)
    events.counter("busy GPUs", Double(point.busyGPUs), TrackGroup.gpus.rawValue, time)
    events.counter("resident GB", point.residentGB, TrackGroup.gpus.rawValue, time)
  }
}

/// The text of trace events, one a line.
private struct EventText {
  private var buffer = ByteBuffer()
  private var isFirst = true
  private var isFirstArgument = true

  mutating func text(_ text: String) { buffer.append(text) }

  private mutating func beginLine() {
    buffer.append(isFirst ? "{\"displayTimeUnit\": \"ms\", \"traceEvents\": [\n" : ",\n")
    isFirst = false
  }

  /// Appends the fields that events of most kinds have.
  mutating func begin(
    _ phase: String, name: String, category: String, _ process: Int, _ thread: Int, _ time: Int
  ) {
    beginLine()
    buffer.append("{\"ph\": \"\(phase)\", \"cat\": \"\(category)\", \"name\": ")
    buffer.appendJSON(name)
    buffer.append(", \"pid\": \(process), \"tid\": \(thread), \"ts\": ")
    buffer.append(time)
  }

  /// Appends the beginning or the end of an asynchronous slice.
  mutating func asynchronous(
    _ phase: String, _ name: String, _ process: Int, _ id: Int, _ time: Int
  ) {
    begin(phase, name: name, category: "request", process, 0, time)
    field("id", id)
  }

  mutating func counter(_ name: String, _ value: Double, _ process: Int, _ time: Int) {
    begin("C", name: name, category: "state", process, 0, time)
    beginArguments()
    argument("value", value)
    endArguments()
  }

  /// Appends the name of a process or of a thread.
  mutating func name(_ kind: String, _ name: String, process: Int, thread: Int = 0) {
    begin("M", name: kind, category: "__metadata", process, thread, 0)
    beginArguments()
    argument("name", name)
    endArguments()
  }

  mutating func field(_ key: String, _ value: Int) {
    buffer.append(", \"\(key)\": ")
    buffer.append(value)
  }

  mutating func beginArguments() {
    buffer.append(", \"args\": {")
    isFirstArgument = true
  }

  mutating func argument(_ key: String, _ value: String) {
    beginArgument(key)
    buffer.appendJSON(value)
  }

  mutating func argument(_ key: String, _ value: Double) {
    beginArgument(key)
    buffer.appendJSON(value)
  }

  private mutating func beginArgument(_ key: String) {
    if !isFirstArgument { buffer.append(", ") }
    isFirstArgument = false
    buffer.append("\"\(key)\": ")
  }

  mutating func endArguments() { buffer.append("}}") }

  mutating func close() { buffer.append("}") }

  mutating func flush(to stream: inout OutputStream) throws(WriteFailure) {
    guard buffer.count >= OutputStream.pieceSize else { return }
    try stream.write(buffer.bytes)
    buffer.removeAll()
  }

  mutating func end(_ stream: inout OutputStream) throws(WriteFailure) {
    buffer.append("\n]}\n")
    try stream.write(buffer.bytes)
  }
}
