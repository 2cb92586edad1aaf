internal import Documents
internal import Engine
internal import History
internal import Workload

/// Workflow instances of WfCommons: tasks, edges, run times, machines.
///
/// The run time of a task is that of its computing alone; its program is the model. The id of a task
/// may have only some characters: where that of a node has others, tasks are numbered, and the names
/// tell.
///
/// Source: WfFormat 1.5, `wfcommons-schema.json`.
struct WorkflowInstances {
  private let run: ExportedRun
  /// The instant of time 0, in microseconds since 1970.
  private let origin: Int64
  /// For each workflow the ids of its tasks.
  private let taskIDs: [[String]]

  init(_ run: ExportedRun) {
    self.run = run
    let requests = run.scenario.requests
    origin = requests.indices.lazy.compactMap { requests.timestamp(of: $0) }.min() ?? 0
    taskIDs = run.scenario.workflows.map { workflow in
      let ids = workflow.nodes.map(\.id)
      return ids.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(Self.isAllowed) }
        ? ids : ids.indices.map { "n\($0)" }
    }
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  // MARK: - One for each request

  func write(to files: inout WholeFiles) throws(WriteFailure) {
    let requests = run.scenario.requests
    let digits = String(requests.count).count
    for request in requests.indices {
      guard let story = run.end.story(of: request) else { continue }
      let number = String(request.index + 1)
      let id = requests.id(of: request)
      let name = String(
        id.unicodeScalars.prefix(40).filter { $0.isASCII && Self.isAllowed(UInt8($0.value)) }.map(
          Character.init))
      let padding = String(repeating: "0", count: digits - number.count)
      try files.write("\(padding)\(number)-\(name).json") { (stream) throws(WriteFailure) in
        var text = JSONText()
        begin(id, &text)
        appendTasks(of: request, prefix: "", &text)
        middle(
          makespan: (story.completionTime ?? run.history.endTime) - story.arrivalTime,
          at: story.arrivalTime, &text)
        appendRunTimes(of: story, prefix: "", &text)
        end(&text)
        try stream.write(text.buffer)
      }
    }
  }

  // MARK: - One for all

  func writeMerged(to stream: inout OutputStream) throws(WriteFailure) {
    var text = JSONText()
    begin(run.title, &text)
    for request in run.scenario.requests.indices {
      appendTasks(of: request, prefix: "\(request.index + 1).", &text)
      try hand(over: &text, to: &stream)
    }
    middle(makespan: run.metrics.makespan, at: 0, &text)
    for request in run.scenario.requests.indices {
      guard let story = run.end.story(of: request) else { continue }
      appendRunTimes(of: story, prefix: "\(request.index + 1).", &text)
      try hand(over: &text, to: &stream)
    }
    end(&text)
    try stream.write(text.buffer)
  }

  private func hand(
    over text: inout JSONText, to stream: inout OutputStream
  ) throws(WriteFailure) {
    try stream.write(text.buffer)
    text.removeAll()
  }

  // MARK: - Parts

  private func begin(_ name: String, _ text: inout JSONText) {
    text.beginObject()
    text.field("name", name.isEmpty ? "run" : name)
    text.field("description", run.command)
    text.field("createdAt", timestamp(of: 0))
    text.field("schemaVersion", "1.5")
    text.key("workflow")
    text.beginObject()
    text.key("specification")
    text.beginObject()
    text.key("tasks")
    text.beginList()
  }

  private func middle(makespan: Double, at time: Double, _ text: inout JSONText) {
    text.endList()
    text.endObject()
    text.newline()
    text.key("execution")
    text.beginObject()
    text.field("makespanInSeconds", makespan)
    text.field("executedAt", timestamp(of: time))
    text.key("tasks")
    text.beginList()
  }

  private func end(_ text: inout JSONText) {
    text.endList()
    text.newline()
    text.key("machines")
    text.beginList()
    for gpu in 0..<run.options.gpuCount {
      text.beginObject()
      text.field("nodeName", "gpu-\(gpu)")
      text.endObject()
    }
    text.endList()
    text.endObject()
    text.endObject()
    text.endObject()
    text.newline()
  }

  private func appendTasks(of request: RequestID, prefix: String, _ text: inout JSONText) {
    let workflow = run.scenario.workflow(of: request)
    let ids = taskIDs[run.scenario.requests.workflow(of: request).index]
    let id = run.scenario.requests.id(of: request)
    for (node, described) in workflow.nodes.enumerated() {
      text.newline()
      text.beginObject()
      text.field("name", prefix.isEmpty ? described.id : "\(id)/\(described.id)")
      text.field("id", prefix + ids[node])
      text.list("parents", workflow.dependencies[node].lazy.map { prefix + ids[$0] })
      text.list("children", workflow.successors[node].lazy.map { prefix + ids[$0] })
      text.endObject()
    }
  }

  private func appendRunTimes(of story: RequestStory, prefix: String, _ text: inout JSONText) {
    let ids = taskIDs[story.workflow.index]
    for (node, place) in story.nodes.enumerated() {
      guard let index = place.execution else { continue }
      let execution = run.trace.executions[index]
      text.newline()
      text.beginObject()
      text.field("id", prefix + ids[node])
      text.field("runtimeInSeconds", execution.executionTime)
      text.key("command")
      text.beginObject()
      text.field("program", run.model(of: execution).id)
      text.endObject()
      text.field("coreCount", execution.gpus.count)
      if !execution.gpus.isEmpty {
        text.field("machine", "gpu-\(execution.gpus.lowerBound)")
      }
      text.endObject()
    }
  }

  private func timestamp(of time: Double) -> String {
    var buffer = ByteBuffer()
    buffer.appendTimestamp(origin + Int64((time * 1e6).rounded()))
    return buffer.text + "+00:00"
  }
}
