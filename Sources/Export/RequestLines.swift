internal import Documents
internal import Engine
internal import History
internal import Workload

/// A JSON object for each request, one a line, in the order of the file.
struct RequestLines {
  private let facts: RunFacts

  init(_ history: History) { facts = RunFacts(history) }

  /// Writes the lines.
  func write(to stream: inout OutputStream) throws(WriteFailure) {
    let moment = facts.history.moment(after: facts.trace.events.count)
    var text = ByteBuffer()
    for request in facts.scenario.requests.indices {
      append(request, moment.story(of: request), to: &text)
      guard text.count >= OutputStream.pieceSize else { continue }
      try stream.write(text.bytes)
      text.removeAll()
    }
    try stream.write(text.bytes)
  }

  private func append(_ request: RequestID, _ story: RequestStory?, to text: inout ByteBuffer) {
    text.append("{\"request_id\": ")
    text.appendJSON(facts.scenario.requests.id(of: request))
    text.append(", \"workflow_id\": ")
    text.appendJSON(facts.workflowID(request))
    field("arrival", story?.arrivalTime, to: &text)
    field("completion", story?.completionTime, to: &text)
    field("latency", story.flatMap { $0.completionTime == nil ? nil : $0.latency }, to: &text)
    field("waiting", story?.split.waiting, to: &text)
    field("switching", story?.split.switching, to: &text)
    field("computing", story?.split.computing, to: &text)
    text.append(", \"nodes\": [")
    for (node, nodeStory) in (story?.nodes ?? []).enumerated() {
      if node > 0 { text.append(", ") }
      append(RequestNode(request: request, node: node), nodeStory, to: &text)
    }
    text.append("]}\n")
  }

  private func append(_ node: RequestNode, _ story: NodeStory, to text: inout ByteBuffer) {
    let workflow = facts.scenario.requests.workflow(of: node.request)
    let definition = facts.scenario.workflows[workflow.index].nodes[node.node]
    text.append("{\"node_id\": ")
    text.appendJSON(definition.id)
    text.append(", \"model_id\": ")
    text.appendJSON(facts.scenario[definition.model].id)
    field("ready", story.readyTime, to: &text)
    guard let place = story.execution else {
      text.append(", \"gpus\": []}")
      return
    }
    let execution = facts.trace.executions[place]
    text.append(", \"gpus\": [")
    for gpu in execution.gpus {
      if gpu > execution.gpus.lowerBound { text.append(", ") }
      text.append(gpu)
    }
    text.append("], \"kind\": \"\(facts.kind(of: execution))\", \"evicted_model_id\": ")
    if let evicted = facts.evictedID(by: execution) {
      text.appendJSON(evicted)
    } else {
      text.append("null")
    }
    field("dispatch", facts.dispatchTime(of: execution), to: &text)
    field("start", execution.start, to: &text)
    field("end", execution.end, to: &text)
    field("switching", execution.switchTime, to: &text)
    field("computing", execution.executionTime, to: &text)
    text.append("}")
  }

  private func field(_ key: String, _ value: Double?, to text: inout ByteBuffer) {
    text.append(", \"\(key)\": ")
    text.appendJSON(value)
  }
}
