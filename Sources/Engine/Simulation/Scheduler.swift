/// The scheduler as a state machine: it is told what happened and when, and decides what runs where.
///
/// It knows neither a clock nor a server. Whoever drives it hands in inputs in the order of time and
/// acts on the dispatches: `Simulation` queues their ends, a live run calls a model server.
public struct Scheduler: Sendable {
  /// Where the times of executions come from.
  public enum Timing: Sendable {
    /// A dispatch says when it ends. At each new time all that ends then is to be told to
    /// `release(_:at:)` before the first event of that time is handled.
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
  public private(set) var machine: Machine

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
  private let times: NodeTimes
  private var openDependencies: OpenDependencies

  /// Makes the scheduler of an empty machine at which nothing has arrived.
  public init(scenario: Scenario, options: Options, timing: Timing = .estimated) {
    self.scenario = scenario
    self.options = options
    self.timing = timing
    machine = Machine(for: scenario, shape: options.shape, rules: options.rules)
    workflows = WorkflowTable(scenario.workflows)
    isBaseline = options.policy.isBaseline
    queue = ReadyQueue(
      gpusRequired: scenario.models.map(\.gpusRequired), groupSizes: machine.groupSizes)
    chosen = isBaseline ? nil : PolicyInUse(scenario: scenario, options: options)
    running = [WaitingNode](repeating: WaitingNode(), count: options.gpuCount)
    times = NodeTimes(scenario, workflows, rules: options.rules)
    openDependencies = OpenDependencies(scenario)
    trace.reserveCapacity(requests: scenario.requests.count, nodes: scenario.requests.nodeCount)
  }

  /// How many models, groups and words of GPU sets were looked at so far; 0 in a release build.
  var work: Int { looks.value + machine.work.value }

  /// The number of nodes that wait for a GPU.
  public var queueLength: Int { trace.readied.count - trace.executions.count }

  /// Takes note of one event and places what can be placed.
  ///
  /// - Parameters:
  ///   - subject: what happened; each request arrives once, each execution is completed once.
  ///   - now: when, in seconds; never earlier than the last input.
  /// - Returns: the new dispatches, as places in `trace.executions`.
  /// - Complexity: O(group sizes) for each dispatch and O(1) for each GPU of its group, amortised;
  ///   other policies than the baseline may take longer.
  @discardableResult
  public mutating func handle(_ subject: Subject, at now: Double) -> Range<Int> {
    let first = trace.executions.count
    var freed = 0..<0
    switch subject {
    case .arrival(let request): admit(request, at: now)
    case .completion(let index):
      if timing == .measured { trace.end(index, at: now) }
      let execution = trace.executions[index]
      complete(execution, at: now)
      if machine.isHeld(execution.gpus, by: index) { freed = execution.gpus }
    }
    if isBaseline {
      placeReadyNodes(at: now, freed: freed)
    } else {
      placeAsChosen(at: now, freed: freed)
    }
    trace.endEvent(subject, at: now)
    return first..<trace.executions.count
  }

  /// Takes note that an execution ends now, though its completion is still to be handled: its GPUs
  /// are free already for the events before that.
  ///
  /// - Complexity: O(group sizes) and O(1) for each GPU of the group, amortised.
  public mutating func release(_ execution: Int, at now: Double) {
    let gpus = trace.executions[execution].gpus
    if machine.isHeld(gpus, by: execution) { machine.release(gpus, since: now) }
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

  /// Exchanges the trace for another one: what was recorded belongs to the caller until it is put back.
  ///
  /// The scheduler must not be used meanwhile.
  package mutating func exchangeTrace(with other: inout Trace) { swap(&trace, &other) }

  private mutating func admit(_ request: RequestID, at now: Double) {
    let workflow = workflows[scenario.requests.workflow(of: request)]
    let rank = times.rank(of: request)
    let firstKind = Int(workflow.firstKind)
    for place in 0..<Int(workflow.joinCount) {
      let kind = firstKind &+ workflows.join(at: Int(workflow.firstJoin) &+ place)
      openDependencies.begin(
        kind: kind, rank: rank, dependencies: workflows[kind].dependencyCount)
    }
    for place in 0..<Int(workflow.rootCount) {
      let node = workflows.root(at: Int(workflow.firstRoot) &+ place)
      enqueue(request, rank: rank, kind: firstKind &+ node, at: now)
    }
  }

  private mutating func complete(_ execution: Execution, at now: Double) {
    let completed = dispatched(execution)
    let kind = workflows[Int(completed.kind)]
    for place in 0..<Int(kind.successorCount) {
      let successor = workflows.successor(at: Int(kind.firstSuccessor) &+ place)
      if workflows[successor].dependencyCount > 1,
        !openDependencies.completeOne(kind: successor, rank: completed.rank)
      {
        continue
      }
      enqueue(
        RequestID(rawValue: completed.request), rank: completed.rank, kind: successor, at: now)
    }
  }

  /// The node of an execution, as it waited.
  private func dispatched(_ execution: Execution) -> WaitingNode {
    let last = running[execution.gpus.lowerBound]
    if Int(last.entry) == execution.readied { return last }
    // Its GPU was free before its completion was handled, and is taken again.
    return waitingNode(execution.readied)
  }

  /// A node, a place in `Trace.readied`, as it waits.
  private func waitingNode(_ entry: Int) -> WaitingNode {
    let node = trace.readied[entry].node
    let workflow = workflows[scenario.requests.workflow(of: node.request)]
    return WaitingNode(
      entry: Int32(entry), request: node.request.rawValue, rank: times.rank(of: node.request),
      kind: workflow.firstKind + Int32(node.node))
  }

  private mutating func enqueue(
    _ request: RequestID, rank: Int32, kind place: Int, at now: Double
  ) {
    let kind = workflows[place]
    let node = RequestNode(request: request, nodeRawValue: kind.node)
    let waiting = WaitingNode(
      entry: trace.appendReadied(node), request: request.rawValue, rank: rank,
      kind: Int32(truncatingIfNeeded: place))
    if isBaseline {
      queue.append(waiting, model: kind.model)
    } else {
      chosen?.enqueue(waiting, node: node, model: kind.model, at: now)
    }
  }

  private mutating func placeReadyNodes(at now: Double, freed: Range<Int>) {
    var freed = freed
    if machine.isAllBusy { passOn(&freed, at: now) }
    machine.release(freed, since: now)
    while queue.count > 0, machine.freeCount > 0 {
      looks.add(machine.groupSizeCount)
      guard let size = Baseline.nextSize(in: queue, on: machine) else { return }
      let model = workflows[queue.firstKind(ofSizeAt: size)].model
      guard let gpus = machine.usualGPUs(for: model) else { return }
      machine.take(gpus)
      dispatch(queue.popFirst(ofSizeAt: size), model, on: gpus, at: now)
    }
  }

  /// Gives GPUs in a row, of which all are free since now and no others are, to the nodes that would
  /// get them if they first joined the free ones: as long as the lowest come first.
  private mutating func passOn(_ freed: inout Range<Int>, at now: Double) {
    while queue.count > 0, !freed.isEmpty, machine.isAllBusy {
      looks.add(machine.groupSizeCount)
      guard let size = Baseline.nextSize(in: queue, of: machine.groupSizes, upTo: freed.count)
      else { return }
      let required = machine.groupSizes[size]
      let model = workflows[queue.firstKind(ofSizeAt: size)].model
      let gpus = freed.lowerBound..<freed.lowerBound &+ required
      freed = gpus.upperBound..<freed.upperBound
      dispatch(queue.popFirst(ofSizeAt: size), model, on: gpus, at: now)
    }
  }

  private mutating func placeAsChosen(at now: Double, freed: Range<Int>) {
    machine.release(freed, since: now)
    while machine.freeCount > 0, let placement = chosen?.next(at: now, on: machine),
      let node = chosen?.queue.remove(placement, at: now)
    {
      machine.take(placement.gpus)
      dispatch(node.waiting, placement.model, on: placement.gpus, at: now)
    }
  }

  private mutating func dispatch(
    _ node: WaitingNode, _ model: ModelID, on gpus: Range<Int>, at now: Double
  ) {
    let index = trace.executions.count
    let execution = Execution(
      readied: node.entry, gpus: gpus, now: now, switching: machine.switching(to: model, on: gpus),
      executionTime: times.seconds(kind: Int(node.kind), rank: node.rank))
    machine.occupy(gpus, with: model, execution: index, until: execution.end)
    running[gpus.lowerBound] = node
    trace.append(execution)
    // A node that takes no time leaves its GPUs free for the rest of the same pass.
    if timing == .estimated, execution.end <= now { machine.release(gpus, since: execution.end) }
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
      let model = scenario.model(of: trace.node(of: execution))
      chosen?.queue.noteTurn(of: model, at: event.time)
    }
    machine = Machine(
      restoring: latest.indices.compactMap { [trace, scenario] gpu in
        latest[gpu].map { trace.latestDispatch($0, to: gpu, in: scenario) }
      }, for: scenario, shape: options.shape, rules: options.rules, at: now)
    for entry in trace.readied.indices where !hasRun[entry] { enqueueAgain(entry) }
  }

  private mutating func enqueueAgain(_ entry: Int) {
    let readied = trace.readied[entry]
    let waiting = waitingNode(entry)
    let model = workflows[Int(waiting.kind)].model
    if isBaseline {
      queue.append(waiting, model: model)
    } else {
      chosen?.enqueue(
        waiting, node: readied.node, model: model, at: trace.events[readied.event].time)
    }
  }
}
