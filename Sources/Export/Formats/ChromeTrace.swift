internal import Documents
internal import Engine
internal import History
internal import Workload

/// Trace events as Perfetto and chrome://tracing read them.
///
/// Times are whole microseconds: the beginning and the end of a slice are rounded, so that slices
/// that follow each other touch. GPUs are the threads of process 1, requests the asynchronous slices of
/// process 2.
///
/// Source: "Trace Event Format" of the Catapult project.
struct ChromeTrace {
  private let run: ExportedRun
  private let modelNames: [String]

  private static let gpuProcess = 1
  private static let requestProcess = 2

  init(_ run: ExportedRun) {
    self.run = run
    modelNames = run.scenario.models.map(\.id)
  }

  func write(to stream: inout OutputStream) throws(WriteFailure) {
    var text = JSONText()
    text.beginObject()
    text.field("displayTimeUnit", "ms")
    text.key("otherData")
    text.beginObject()
    text.field("title", run.title)
    text.field("command", run.command)
    text.field("policy", "\(run.options.policy)")
    text.field("times", "microseconds, rounded")
    text.endObject()
    text.key("traceEvents")
    text.beginList()
    appendNames(to: &text)
    for index in run.trace.executions.indices {
      appendExecution(index, to: &text)
      try hand(over: &text, to: &stream)
    }
    for request in run.scenario.requests.indices {
      appendRequest(request, to: &text)
      try hand(over: &text, to: &stream)
    }
    try appendCounters(to: &text, &stream)
    text.endList()
    text.endObject()
    text.newline()
    try stream.write(text.buffer)
  }

  private func hand(
    over text: inout JSONText, to stream: inout OutputStream
  ) throws(WriteFailure) {
    try stream.write(text.buffer)
    text.removeAll()
  }

  private func appendNames(to text: inout JSONText) {
    for (process, name) in [(Self.gpuProcess, "GPUs"), (Self.requestProcess, "Requests")] {
      begin("M", "process_name", process: process, to: &text)
      end(with: [("name", .text(name))], to: &text)
      begin("M", "process_sort_index", process: process, to: &text)
      end(with: [("sort_index", .number(process))], to: &text)
    }
    for gpu in 0..<run.options.gpuCount {
      begin("M", "thread_name", process: Self.gpuProcess, thread: gpu + 1, to: &text)
      end(with: [("name", .text("GPU \(gpu)"))], to: &text)
      begin("M", "thread_sort_index", process: Self.gpuProcess, thread: gpu + 1, to: &text)
      end(with: [("sort_index", .number(gpu))], to: &text)
    }
  }

  // MARK: - GPUs

  private func appendExecution(_ index: Int, to text: inout JSONText) {
    let execution = run.trace.executions[index]
    let (node, model) = (run.nodeID(of: execution), run.model(of: execution))
    let preparation = Preparation(of: execution)
    let dispatch = run.dispatchTime(of: index)
    let eviction = run.eviction(by: index)
    let arguments: [(String, Argument)] = [
      ("request", .text(run.requestID(of: execution))), ("node", .text(node)),
      ("model", .text(model.id)), ("why", .optionalText(run.reason(ofExecution: index))),
    ]
    for gpu in execution.gpus {
      if preparation != .none, execution.switchTime > 0 {
        appendSlice(
          "\(preparation.rawValue) \(model.id)", preparation.rawValue, on: gpu, from: dispatch,
          to: execution.start,
          arguments + [
            ("evicted", .optionalText(eviction?.model)),
            ("back_after_seconds", .optionalSeconds(eviction?.backAfter)),
          ], to: &text)
      }
      appendSlice(
        run.requestID(of: execution) + "/" + node, "compute", on: gpu, from: execution.start,
        to: execution.end, arguments, to: &text)
    }
    appendFlows(from: index, to: &text)
  }

  private func appendSlice(
    _ name: String, _ category: String, on gpu: Int, from begin: Double, to end: Double,
    _ arguments: [(String, Argument)], to text: inout JSONText
  ) {
    self.begin("X", name, category, process: Self.gpuProcess, thread: gpu + 1, to: &text)
    let start = Self.microseconds(begin)
    text.field("ts", start)
    text.field("dur", Self.microseconds(end) - start)
    self.end(with: arguments, to: &text)
  }

  /// Arrows from an execution to those of the nodes that it made ready.
  private func appendFlows(from index: Int, to text: inout JSONText) {
    let execution = run.trace.executions[index]
    // What needs no GPU has no lane to draw arrows from or to.
    guard !execution.gpus.isEmpty else { return }
    let node = run.trace.node(of: execution)
    let workflow = run.scenario.workflow(of: node.request)
    let place = run.scenario.requests.flatIndices(of: node.request).lowerBound
    for successor in workflow.successors[node.node] {
      let target = RequestNode(request: node.request, node: successor)
      guard let entry = run.end.readied(of: target),
        let next = run.end.execution(ofReadied: entry),
        !run.trace.executions[next].gpus.isEmpty
      else { continue }
      let identifier = "\(place + node.node)-\(place + successor)"
      let from = max(
        Self.microseconds(execution.start), Self.microseconds(execution.end) - 1)
      flow("s", identifier, gpu: execution.gpus.lowerBound, at: from, to: &text)
      let gpu = run.trace.executions[next].gpus.lowerBound
      flow("f", identifier, gpu: gpu, at: Self.microseconds(run.dispatchTime(of: next)), to: &text)
    }
  }

  private func flow(
    _ phase: String, _ identifier: String, gpu: Int, at time: Int, to text: inout JSONText
  ) {
    begin(phase, "dependency", "edge", process: Self.gpuProcess, thread: gpu + 1, to: &text)
    text.field("id", identifier)
    text.field("ts", time)
    if phase == "f" { text.field("bp", "e") }
    text.endObject()
    text.newline()
  }

  // MARK: - Requests

  private func appendRequest(_ request: RequestID, to text: inout JSONText) {
    guard let story = run.end.story(of: request) else { return }
    let id = run.scenario.requests.id(of: request)
    let end = story.completionTime ?? run.history.endTime
    slice(
      id, "request", request: request, lane: 0, from: story.arrivalTime, to: end,
      [
        ("workflow", .text(run.scenario.workflow(of: request).id)),
        ("waiting_seconds", .seconds(story.split.waiting)),
        ("switching_seconds", .seconds(story.split.switching)),
        ("computing_seconds", .seconds(story.split.computing)),
        ("completed", .truth(story.completionTime != nil)),
      ], to: &text)
    var lanes = NodeLanes()
    let spans = story.nodes.enumerated().compactMap { node, story -> (Int, Double, Double)? in
      guard let ready = story.readyTime, let execution = story.execution else { return nil }
      return (node, ready, run.trace.executions[execution].end)
    }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
    for (node, ready, end) in spans {
      let name = run.scenario.workflow(of: request).nodes[node]
      slice(
        name.id, "node", request: request, lane: lanes.lane(from: ready, to: end), from: ready,
        to: end,
        [("request", .text(id)), ("model", .text(modelNames[name.model.index]))], to: &text)
    }
  }

  private func slice(
    _ name: String, _ category: String, request: RequestID, lane: Int, from begin: Double,
    to end: Double, _ arguments: [(String, Argument)], to text: inout JSONText
  ) {
    // Slices of one id have to lie within each other: nodes beside each other have others.
    let identifier = lane == 0 ? "\(request.index)" : "\(request.index).\(lane)"
    for (phase, time) in [("b", begin), ("e", end)] {
      self.begin(phase, name, category, process: Self.requestProcess, to: &text)
      text.key("id2")
      text.beginObject()
      text.field("local", identifier)
      text.endObject()
      text.field("ts", Self.microseconds(time))
      self.end(with: phase == "b" ? arguments : [], to: &text)
    }
  }

  // MARK: - Counters

  private func appendCounters(
    to text: inout JSONText, _ stream: inout OutputStream
  ) throws(WriteFailure) {
    for sample in LoadSamples(run) {
      let time = Self.microseconds(sample.time)
      counter("ready nodes", [("nodes", .number(sample.ready))], at: time, to: &text)
      counter(
        "busy GPUs",
        [
          ("computing", .number(sample.computing)), ("switching", .number(sample.switching)),
        ], at: time, to: &text)
      counter("resident", [("GB", .seconds(sample.residentGB))], at: time, to: &text)
      try hand(over: &text, to: &stream)
    }
  }

  private func counter(
    _ name: String, _ values: [(String, Argument)], at time: Int, to text: inout JSONText
  ) {
    begin("C", name, process: Self.gpuProcess, to: &text)
    text.field("ts", time)
    end(with: values, to: &text)
  }

  // MARK: - Events

  private enum Argument {
    case text(String)
    case number(Int)
    case seconds(Double)
    case truth(Bool)
    case optionalText(String?)
    case optionalSeconds(Double?)
  }

  private func begin(
    _ phase: String, _ name: String, _ category: String? = nil, process: Int, thread: Int = 0,
    to text: inout JSONText
  ) {
    text.beginObject()
    text.field("ph", phase)
    text.field("name", name)
    if let category { text.field("cat", category) }
    text.field("pid", process)
    text.field("tid", thread)
  }

  private func end(with arguments: [(String, Argument)], to text: inout JSONText) {
    if !arguments.isEmpty {
      text.key("args")
      text.beginObject()
      for (name, argument) in arguments {
        switch argument {
        case .text(let value): text.field(name, value)
        case .number(let value): text.field(name, value)
        case .seconds(let value): text.field(name, value)
        case .truth(let value): text.field(name, value)
        case .optionalText(let value): if let value { text.field(name, value) }
        case .optionalSeconds(let value): if let value { text.field(name, value) }
        }
      }
      text.endObject()
    }
    text.endObject()
    text.newline()
  }

  private static func microseconds(_ seconds: Double) -> Int { Int((seconds * 1e6).rounded()) }
}

/// The lanes of the nodes of one request, of which those beside each other have different ones.
private struct NodeLanes {
  private var ends: [Double] = []

  /// Returns the first lane that is free from a time on.
  mutating func lane(from begin: Double, to end: Double) -> Int {
    if let lane = ends.firstIndex(where: { $0 <= begin }) {
      ends[lane] = end
      return lane
    }
    ends.append(end)
    return ends.count - 1
  }
}
