public import Engine

/// The course of one request, as far as it is known at a moment.
public struct RequestStory: Hashable, Sendable {
  /// The request.
  public let request: RequestID
  /// Its workflow.
  public let workflow: WorkflowID
  /// The time of its arrival, in seconds.
  public let arrivalTime: Double
  /// The time of its completion, in seconds; nil if it is not completed.
  public let completionTime: Double?
  /// The time from its arrival to its completion or, before that, to the moment, in seconds.
  public let latency: Double
  /// In the order of `Workflow.nodes`.
  public let nodes: [NodeStory]
  /// The nodes that decided the completion, each made ready by the end of the one before it.
  ///
  /// Before the completion it ends in what the request hangs on now: of the nodes that wait or run
  /// the one with the most computing still to come, its successors included; if none of them can go
  /// on, a stranded one.
  public let criticalPath: [Int]
  /// The latency, split along the critical path.
  public let split: TimeSplit

  /// Whether some node never runs, so that the request is never completed.
  public var isStranded: Bool {
    nodes.contains { if case .stranded = $0.state { true } else { false } }
  }
}

extension Moment {
  /// The story of a request so far; nil before its arrival.
  ///
  /// - Complexity: O(nodes · log trace + edges) in the nodes and edges of its workflow.
  public func story(of request: RequestID) -> RequestStory? {
    guard let arrival = history.progress.arrivalEvent(of: request), arrival < eventCount else {
      return nil
    }
    let arrivalTime = history.trace.events[arrival].time
    let nodes = nodeStories(of: request)
    let last = lastOfCriticalPath(of: request, nodes)
    let path = last.map { criticalPath(to: $0, nodes, in: request) } ?? []
    var split = path.reduce(TimeSplit()) { $0 + nodes[$1].split }
    let completionTime = completionTime(of: nodes, last: last) ?? (last == nil ? arrivalTime : nil)
    let latency = (completionTime ?? time) - arrivalTime
    // A node that never becomes ready has no time of its own.
    if let last, nodes[last].readied == nil { split.waiting += latency - split.total }
    return RequestStory(
      request: request, workflow: history.scenario.requests.workflow(of: request),
      arrivalTime: arrivalTime, completionTime: completionTime, latency: latency, nodes: nodes,
      criticalPath: path, split: split)
  }

  private func completionTime(of nodes: [NodeStory], last: Int?) -> Double? {
    guard let last, nodes[last].state == .completed else { return nil }
    return history.trace.events[Int(completionEvent(of: nodes[last]))].time
  }

  private func nodeStories(of request: RequestID) -> [NodeStory] {
    let workflow = history.scenario.workflow(of: request)
    let reasons = history.scenario.strandedReasons(
      of: workflow, options, history.scenario.hasPlainMachine ? nil : machine)
    var stories = workflow.nodes.indices.map { node in
      story(of: RequestNode(request: request, node: node), strandedReason: reasons[node])
    }
    for node in stories.indices where stories[node].state == .pending(dependenciesLeft: 0) {
      let left = workflow.dependencies[node].count { stories[$0].state != .completed }
      stories[node].state = .pending(dependenciesLeft: left)
    }
    return stories
  }

  private func story(of node: RequestNode, strandedReason: StrandedReason?) -> NodeStory {
    let stranded = strandedReason.map(NodeState.stranded)
    guard let entry = readied(of: node) else {
      return NodeStory(state: stranded ?? .pending(dependenciesLeft: 0))
    }
    var story = NodeStory(state: stranded ?? .waiting)
    story.readied = entry
    story.readyTime = history.trace.events[history.trace.readied[entry].event].time
    story.split = split(ofReadied: entry)
    guard let execution = execution(ofReadied: entry) else { return story }
    story.execution = execution
    story.state =
      isCompleted(execution)
      ? .completed : time < history.trace.executions[execution].start ? .switching : .computing
    return story
  }
}
