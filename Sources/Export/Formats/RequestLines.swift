internal import Documents
internal import Engine
internal import History
internal import Workload

/// An object for each request, one a line, in the order of the file.
struct RequestLines {
  private let run: ExportedRun

  init(_ run: ExportedRun) { self.run = run }

  func write(to stream: inout OutputStream) throws(WriteFailure) {
    var text = JSONText()
    for request in run.scenario.requests.indices {
      append(request, to: &text)
      text.endLine()
      try stream.write(text.buffer)
      text.removeAll()
    }
  }

  private func append(_ request: RequestID, to text: inout JSONText) {
    let story = run.end.story(of: request)
    let workflow = run.scenario.workflow(of: request)
    text.beginObject()
    text.field("request", run.scenario.requests.id(of: request))
    text.field("workflow", workflow.id)
    text.field("arrival", story?.arrivalTime)
    text.field("completion", story?.completionTime)
    let isCompleted = story?.completionTime != nil
    text.field("latency", isCompleted ? story?.latency : nil)
    text.field("waiting", isCompleted ? story?.split.waiting : nil)
    text.field("switching", isCompleted ? story?.split.switching : nil)
    text.field("computing", isCompleted ? story?.split.computing : nil)
    text.list("critical_path", (story?.criticalPath ?? []).map { workflow.nodes[$0].id })
    text.key("nodes")
    text.beginList()
    for (node, story) in (story?.nodes ?? []).enumerated() {
      append(story, of: workflow.nodes[node], to: &text)
    }
    text.endList()
    text.endObject()
  }

  private func append(
    _ story: NodeStory, of node: WorkflowNode, to text: inout JSONText
  ) {
    text.beginObject()
    text.field("node", node.id)
    text.field("model", run.scenario[node.model].id)
    text.field("ready", story.readyTime)
    if let index = story.execution {
      let execution = run.trace.executions[index]
      text.list("gpus", execution.gpus)
      text.field("dispatch", run.dispatchTime(of: index))
      text.field("start", execution.start)
      text.field("end", execution.end)
      text.field("preparation", Preparation(of: execution).rawValue)
      text.field("evicted", run.eviction(by: index)?.model)
    }
    text.endObject()
  }
}
