/// The scheduler as a state machine: it is told what happened and when, and decides what runs where.
///
/// It knows neither a clock nor a server. Whoever drives it hands in inputs in the order of time and
/// acts on the dispatches: `Simulation` queues their ends, a live run calls a model server.
public struct Scheduler: Sendable {
  /// Where the times of executions come from.
  public enum Timing: Sendable {
    /// A dispatch says when it ends; its GPUs are free from then on.
    case estimated
    /// A dispatch only estimates; `begin(_:at:)` and the completion say what was, and the
    /// completion frees the GPUs.
    case measured
  }

  /// What is scheduled.
  public let scenario: Scenario
  /// How.
  public private(set) var options: Options
  /// Whether executions take what is estimated, or what is reported.
  public let timing: Timing
  /// Everything that has happened.
  public private(set) var trace = Trace()
  /// The GPUs after the last input.
  public private(set) var cluster: Cluster

  private let workflows: WorkflowTable
  private var queue: ReadyQueue
  /// Whether the baseline decides, which has `queue` to itself.
  private var isBaseline: Bool
  /// What decides, and its queue, if that is not the baseline.
  private var chosen: PolicyInUse?
  /// How many heads of the queue were compared.
  private var looks = WorkCount()
  /// For the first GPU of each group what was dispatched there last.
  private var running: [WaitingNode]
  /// For each node of all requests how many dependencies are to be completed.
  private var dependenciesLeft: [Int32]

  /// Makes the scheduler of an empty cluster at which nothing has arrived.
  public init(scenario: Scenario, options: Options, timing: Timing = .estimated) {
    self.scenario = scenario
    self.options = options
    self.timing = timing
    cluster = Cluster(
      of: scenario, gpuCount: options.gpuCount, rules: options.rules,
      without: options.absentGPUs)
    workflows = WorkflowTable(scenario.workflows)
    isBaseline = options.policy.isBaseline
    queue = ReadyQueue(
      nodeCounts: isBaseline ? scenario.nodeCounts() : scenario.models.map { _ in 0 },
      gpusRequired: scenario.models.map(\.gpusRequired), groupSizes: cluster.groupSizes)
    chosen = isBaseline ? nil : PolicyInUse(scenario: scenario, options: options)
    running = [WaitingNode](repeating: WaitingNode(), count: options.gpuCount)
    dependenciesLeft = [Int32](repeating: 0, count: scenario.requests.nodeCount)
    trace.reserveCapacity(requests: scenario.requests.count, nodes: scenario.requests.nodeCount)
  }

  /// How many models, groups and words of GPU sets were looked at so far; 0 in a release build.
  var work: Int { looks.value + queue.work.value + cluster.work }

  /// The number of nodes that wait for a GPU.
  public var queueLength: Int { trace.readied.count - trace.executions.count }

  /// Takes note of one event and places what can be placed.
  ///
  /// - Parameters:
  ///   - subject: what happened; each request arrives once, each execution is completed once.
  ///   - now: when, in seconds; never earlier than the last input.
  /// - Returns: the new dispatches, as places in `trace.executions`.
  /// - Complexity: O(group sizes + log GPUs + log models) for each dispatch; other policies than the
  ///   baseline may take longer.
  @discardableResult
  public mutating func handle(_ subject: Subject, at now: Double) -> Range<Int> {
    let first = trace.executions.count
    switch subject {
    case .arrival(let request): admit(request, at: now)
    case .completion(let execution):
      if timing == .measured { end(execution, at: now) }
      complete(execution, at: now)
    }
    if isBaseline { placeReadyNodes(at: now) } else { placeAsChosen(at: now) }
    trace.endEvent(subject, at: now)
    return first..<trace.executions.count
  }

  /// Takes note that the GPUs of an execution are prepared and computing begins.
  ///
  /// Only with measured times, and before the completion of the execution.
  ///
  /// - Complexity: O(log events).
  public mutating func begin(_ execution: Int, at time: Double) {
    precondition(timing == .measured, "estimated times are not reported")
    trace.begin(execution, at: time)
  }

  private mutating func end(_ execution: Int, at now: Double) {
    trace.end(execution, at: now)
    cluster.release(groupAt: trace.executions[execution].gpus.lowerBound, since: now)
  }

  /// Frees the GPUs whose nodes have ended by now, unless it is their completions that say so.
  private mutating func release(until now: Double) {
    if timing == .estimated { cluster.release(until: now) }
  }

  private mutating func admit(_ request: RequestID, at now: Double) {
    let workflow = workflows[scenario.requests.workflow(of: request)]
    let nodes = scenario.requests.flatIndices(of: request)
    let firstKind = Int(workflow.firstKind)
    for node in 0..<nodes.count {
      dependenciesLeft[nodes.lowerBound &+ node] = workflows[firstKind &+ node].dependencyCount
    }
    for place in 0..<Int(workflow.rootCount) {
      let node = workflows.root(at: Int(workflow.firstRoot) &+ place)
      enqueue(
        RequestNode(request: request, node: node), flatIndex: nodes.lowerBound &+ node,
        kind: firstKind &+ node, at: now)
    }
  }

  private mutating func complete(_ index: Int, at now: Double) {
    let execution = trace.executions[index]
    let completed = dispatched(execution)
    let kind = workflows[Int(completed.kind)]
    guard kind.successorCount > 0 else { return }
    let node = trace.node(of: execution)
    for place in 0..<Int(kind.successorCount) {
      let successor = workflows.successor(at: Int(kind.firstSuccessor) &+ place)
      let distance = successor &- Int(completed.kind)
      let flatIndex = Int(completed.flatIndex) &+ distance
      let left = dependenciesLeft[flatIndex] &- 1
      dependenciesLeft[flatIndex] = left
      guard left == 0 else { continue }
      enqueue(
        RequestNode(request: node.request, node: node.node &+ distance), flatIndex: flatIndex,
        kind: successor, at: now)
    }
  }

  /// The node of an execution, as it waited.
  private func dispatched(_ execution: Execution) -> WaitingNode {
    let last = running[execution.gpus.lowerBound]
    if Int(last.entry) == execution.readied { return last }
    // Its GPU was free before its completion was handled, and is taken again.
    let node = trace.node(of: execution)
    let workflow = workflows[scenario.requests.workflow(of: node.request)]
    return WaitingNode(
      seconds: execution.executionTime, entry: Int32(execution.readied),
      flatIndex: Int32(scenario.requests.flatIndex(of: node)),
      kind: workflow.firstKind + Int32(node.node))
  }

  private mutating func enqueue(_ node: RequestNode, flatIndex: Int, kind: Int, at now: Double) {
    let waiting = WaitingNode(
      seconds: scenario.executionTime(flatIndex, rules: options.rules),
      entry: trace.appendReadied(node), flatIndex: Int32(truncatingIfNeeded: flatIndex),
      kind: Int32(truncatingIfNeeded: kind))
    let model = workflows[kind].model
    if isBaseline {
      queue.append(waiting, model: model)
    } else {
      chosen?.enqueue(waiting, node: node, model: model, at: now)
    }
  }

  private mutating func placeReadyNodes(at now: Double) {
    guard queue.count > 0 else { return }
    release(until: now)
    while queue.count > 0, cluster.freeCount > 0,
      let placement = Baseline.next(in: queue, on: cluster)
    {
      looks.add(cluster.groupSizeCount)
      dispatch(queue.popFirst(of: placement.model), placement, at: now)
      // A node that takes no time leaves its GPUs free for the rest of the same pass.
      release(until: now)
    }
  }

  private mutating func placeAsChosen(at now: Double) {
    release(until: now)
    while cluster.freeCount > 0, let placement = chosen?.next(at: now, on: cluster),
      let node = chosen?.queue.remove(placement, at: now)
    {
      dispatch(node.waiting, placement, at: now)
      release(until: now)
    }
  }

  private mutating func dispatch(_ node: WaitingNode, _ placement: Placement, at now: Double) {
    let execution = Execution(
      readied: node.entry, gpus: placement.gpus, now: now,
      switching: cluster.switching(to: placement.model, on: placement.gpus),
      executionTime: node.seconds)
    cluster.occupy(placement.gpus, with: placement.model, until: execution.end)
    running[placement.gpus.lowerBound] = node
    trace.append(execution)
  }
}

// MARK: - What if

extension Scheduler {
  /// Goes on under other options from the next input on.
  ///
  /// - Parameter options: with at least as many GPUs as before, and the same mode and rules.
  /// - Complexity: O(trace).
  mutating func change(to options: Options) {
    precondition(options.gpuCount >= self.options.gpuCount, "GPUs go by becoming absent")
    let now = trace.events.last?.time ?? -.infinity
    trace.append(OptionsChange(eventCount: trace.events.count, before: self.options))
    let fresh = Scheduler(scenario: scenario, options: options)
    (self.options, queue) = (options, fresh.queue)
    (isBaseline, chosen) = (fresh.isBaseline, fresh.chosen)
    running += fresh.running[running.count...]
    var latest = [Int?](repeating: nil, count: options.gpuCount)
    var hasRun = [Bool](repeating: false, count: trace.readied.count)
    for (index, execution) in trace.executions.enumerated() {
      hasRun[execution.readied] = true
      for gpu in execution.gpus { latest[gpu] = index }
      let event = trace.events[trace.dispatchEvent(of: index)]
      let model = model(ofEntry: execution.readied)
      chosen?.queue.noteTurn(of: model, at: event.time)
    }
    cluster = Cluster(scenario, options, trace, latest: latest.compactMap { $0 }, at: now)
    for entry in trace.readied.indices where !hasRun[entry] { enqueueAgain(entry) }
  }

  private func model(ofEntry entry: Int) -> ModelID {
    scenario.model(of: trace.readied[entry].node)
  }

  private mutating func enqueueAgain(_ entry: Int) {
    let readied = trace.readied[entry]
    let workflow = workflows[scenario.requests.workflow(of: readied.node.request)]
    let flatIndex = scenario.requests.flatIndex(of: readied.node)
    let waiting = WaitingNode(
      seconds: scenario.executionTime(flatIndex, rules: options.rules), entry: Int32(entry),
      flatIndex: Int32(flatIndex), kind: workflow.firstKind + Int32(readied.node.node))
    let model = model(ofEntry: entry)
    if isBaseline {
      queue.append(waiting, model: model)
    } else {
      chosen?.enqueue(
        waiting, node: readied.node, model: model, at: trace.events[readied.event].time)
    }
  }
}
