/// The scheduler as a state machine: it is told what happened and when, and decides what runs where.
///
/// It knows neither a clock nor a server. A driver hands in inputs in the order of time and acts on the
/// dispatches: `Simulation` queues their ends, a live run calls a model server.
///
/// An input that cannot come, such as a second arrival of a request, is an error of the driver and
/// ends the program.
public struct Scheduler: Sendable {
  /// The origin of the times of executions.
  public enum Timing: Sendable {
    /// A dispatch says when it ends. The driver gives the time with `advance(to:releasing:)`.
    case estimated
    /// A dispatch only estimates; `begin(_:at:)` and the completion report what was, and the
    /// completion frees the GPUs.
    case measured
    /// The dispatches and all their times are those of a record; see `beginEvent(_:at:)`.
    case recorded
  }

  /// The scenario.
  public let scenario: Scenario
  /// The options of the run.
  public internal(set) var options: Options
  /// Whether executions take what is estimated, or what is reported.
  public let timing: Timing
  /// The events, nodes and dispatches so far.
  public internal(set) var trace = Trace()
  /// The time, the GPUs, and the queue of a policy that is not the baseline.
  var situation: Situation
  /// The rule.
  var decider: Decider
  /// The queue of the baseline, beside the rule: as its payload it would be moved out and back in at
  /// each event, which costs a quarter of the time.
  var ready: ReadyQueue
  let workflows: WorkflowTable
  let times: NodeTimes
  private var openDependencies: OpenDependencies
  /// For the first GPU of each group the latest node that was dispatched there.
  var running: [WaitingNode]
  private var arrived: Flags
  private(set) var arrivalCount = 0
  private var completed: Flags
  private(set) var completedCount = 0
  /// The number of queue heads that were compared.
  var comparisons = WorkCount()

  /// Makes the scheduler of an empty machine at which nothing has arrived.
  ///
  /// - Complexity: O(nodes of all requests).
  public init(scenario: Scenario, options: Options, timing: Timing = .estimated) {
    self.scenario = scenario
    self.options = options
    self.timing = timing
    let machine = Machine(
      for: scenario, shape: options.shape, rules: options.rules,
      eviction: options.policy.rule.eviction)
    decider = timing == .recorded ? .record : Decider(options, for: scenario)
    ready = Self.queue(for: scenario, on: machine)
    situation = Situation(
      now: -.infinity, machine: machine,
      queue: WaitingQueue(modelCount: scenario.models.count, lookahead: decider.lookahead))
    workflows = WorkflowTable(scenario.workflows)
    running = [WaitingNode](repeating: WaitingNode(), count: options.gpuCount)
    times = NodeTimes(scenario, rules: options.rules)
    openDependencies = OpenDependencies(scenario)
    arrived = Flags(count: scenario.requests.count)
    completed = Flags(count: scenario.requests.nodeCount)
    trace.reserveCapacity(requests: scenario.requests.count, nodes: scenario.requests.nodeCount)
  }

  /// An empty queue of the baseline.
  static func queue(for scenario: Scenario, on machine: Machine) -> ReadyQueue {
    machine.memory == nil
      ? ReadyQueue(
        gpusRequired: scenario.models.map(\.gpusRequired), groupSizes: machine.groupSizes)
      : ReadyQueue(modelCount: scenario.models.count)
  }

  /// The GPUs after the last input.
  public var machine: Machine { situation.machine }

  /// The fault of the policy that ended the run; nil if there is none.
  public var failure: PolicyFailure? {
    if case .failed(let failure) = decider { failure } else { nil }
  }

  /// Whether a fault of the policy ended the run: nothing more is placed.
  public var hasFailed: Bool { if case .failed = decider { true } else { false } }

  /// The number of nodes that wait for a GPU.
  public var queueLength: Int { trace.readied.count - trace.executions.count }

  /// The number of models, groups and words of GPU sets that were looked at; 0 in a release build.
  var work: Int { comparisons.value + situation.machine.work.value }
}

// MARK: - Inputs

extension Scheduler {
  /// Goes on to a time at which no execution ends but the one whose completion is handled first.
  ///
  /// - Parameter now: the time, in seconds; not before that of an earlier input.
  /// - Complexity: O(1).
  @inline(__always)
  public mutating func advance(to now: Double) {
    precondition(timing == .estimated, "where times are measured, completions free the GPUs")
    precondition(now >= situation.now, "time does not go back")
    situation.now = now
  }

  /// Goes on to a time and releases the GPUs of executions that end then.
  ///
  /// Called before the first event of each time if times are estimated, so that GPUs are free for all
  /// events of the time at which their executions end, in whatever order these are handled.
  ///
  /// - Parameters:
  ///   - now: the time, in seconds; not before that of an earlier input.
  ///   - ended: the executions that end at this time, in any order; the one whose completion is
  ///     handled first may be left out.
  /// - Complexity: O(group sizes) and O(1) for each GPU that becomes free, amortised.
  public mutating func advance(to now: Double, releasing ended: [Int]) {
    advance(to: now)
    for execution in ended {
      let gpus = trace.executions[execution].gpus
      if situation.machine.isHeld(gpus, by: execution) {
        situation.machine.release(gpus, since: now)
      }
    }
  }

  /// Notes one event and places what can be placed.
  ///
  /// - Parameters:
  ///   - subject: the request that arrives, once, or the execution that is completed, once.
  ///   - now: the time, in seconds; never earlier than the last input, and the one that
  ///     `advance(to:releasing:)` was given if times are estimated.
  /// - Returns: the new dispatches, as places in `trace.executions`.
  /// - Complexity: O(group sizes) for each dispatch and O(1) for each GPU of its group, amortised;
  ///   other policies than the baseline may take longer.
  @discardableResult
  public mutating func handle(_ subject: Subject, at now: Double) -> Range<Int> {
    switch timing {
    case .estimated: precondition(now == situation.now, "time is given before its events")
    case .measured:
      precondition(now >= situation.now, "time does not go back")
      situation.now = now
    case .recorded: preconditionFailure("a record decides what is dispatched")
    }
    let (first, firstReadied) = (trace.executions.count, trace.readied.count)
    var freed = 0..<0
    let request: ReadyingRequest
    switch subject {
    case .arrival(let arriving): request = admit(arriving)
    case .completion(let index):
      let execution = complete(index, at: now)
      request = makeSuccessorsReady(of: execution)
      if situation.machine.isHeld(execution.gpus, by: index) { freed = execution.gpus }
    }
    assert(hasReleasedAllEnded(except: freed), "all that ends is released before its time's events")
    decide(request, firstReadied..<trace.readied.count, freed: freed, at: now)
    trace.endEvent(subject, at: now)
    return first..<trace.executions.count
  }

  /// Notes that the GPUs of an execution are prepared and computing begins.
  ///
  /// Only with measured times, and before the completion of the execution.
  ///
  /// - Complexity: O(log events).
  public mutating func begin(_ execution: Int, at time: Double) {
    precondition(timing == .measured, "estimated times are not reported")
    trace.begin(execution, at: time)
  }

  /// Exchanges the trace for another one; the scheduler must not be used until it is put back.
  ///
  /// - Complexity: O(1).
  package mutating func exchangeTrace(with other: inout Trace) { swap(&trace, &other) }

  @inline(__always) @discardableResult
  mutating func admit(_ request: RequestID) -> ReadyingRequest {
    precondition(arrived.set(request.index), "a request arrives once")
    arrivalCount += 1
    let workflow = workflows[scenario.requests.workflow(of: request)]
    let rank = scenario.requests.rank(of: request)
    let firstKind = Int(workflow.firstKind)
    let readying = ReadyingRequest(request: request, rank: rank, firstKind: workflow.firstKind)
    for place in 0..<Int(workflow.joinCount) {
      let kind = firstKind &+ workflows.join(at: Int(workflow.firstJoin) &+ place)
      openDependencies.begin(
        kind: kind, rank: rank, dependencies: workflows[kind].dependencyCount)
    }
    for place in 0..<Int(workflow.rootCount) {
      makeReady(firstKind &+ workflows.root(at: Int(workflow.firstRoot) &+ place), of: readying)
    }
    return readying
  }

  /// Notes that an execution is completed.
  @inline(__always)
  mutating func complete(_ index: Int, at now: Double) -> Execution {
    precondition(completed.set(index), "an execution is completed once")
    completedCount += 1
    if timing == .measured { trace.end(index, at: now) }
    return trace.executions[index]
  }

  /// Notes which nodes become ready as an execution is completed.
  @inline(__always) @discardableResult
  mutating func makeSuccessorsReady(of execution: Execution) -> ReadyingRequest {
    let node = dispatched(execution)
    let kind = workflows[Int(node.kind)]
    let readying = ReadyingRequest(
      request: RequestID(rawValue: node.request), rank: node.rank,
      firstKind: node.kind &- kind.node)
    for place in 0..<Int(kind.successorCount) {
      let successor = workflows.successor(at: Int(kind.firstSuccessor) &+ place)
      if workflows[successor].dependencyCount > 1,
        !openDependencies.completeOne(kind: successor, rank: node.rank)
      {
        continue
      }
      makeReady(successor, of: readying)
    }
    return readying
  }

  /// Notes that a node became ready, and puts it into the queue of the baseline if that is the rule.
  @inline(__always)
  private mutating func makeReady(_ place: Int, of readying: ReadyingRequest) {
    let kind = workflows[place]
    let entry = trace.appendReadied(
      RequestNode(request: readying.request, nodeRawValue: kind.node))
    switch decider {
    case .baseline: break
    case .baselineByModel:
      // A node without GPUs does not queue.
      if situation.machine.gpusRequired[kind.model.index] == 0 { return }
    case .policy, .failed, .record: return
    }
    ready.append(
      WaitingNode(
        entry: entry, request: readying.request.rawValue, rank: readying.rank,
        kind: Int32(truncatingIfNeeded: place)),
      model: kind.model)
  }

  /// The node of an execution, as it waited.
  private func dispatched(_ execution: Execution) -> WaitingNode {
    let last = running[execution.gpus.lowerBound]
    if Int(last.entry) == execution.readied { return last }
    // Its GPU was free before its completion was handled, and is taken again.
    return waitingNode(execution.readied)
  }

  /// A node, a place in `Trace.readied`, as it waits.
  func waitingNode(_ entry: Int) -> WaitingNode {
    let node = trace.readied[entry].node
    let workflow = workflows[scenario.requests.workflow(of: node.request)]
    return WaitingNode(
      entry: Int32(entry), request: node.request.rawValue,
      rank: scenario.requests.rank(of: node.request),
      kind: workflow.firstKind + Int32(node.node))
  }

  /// Whether no GPU but those of `freed` is busy past the end of its execution; looked at on small
  /// machines alone.
  private func hasReleasedAllEnded(except freed: Range<Int>) -> Bool {
    timing == .measured || situation.machine.gpuCount > 64
      || situation.machine.hasReleasedAllEnded(by: situation.now, except: freed)
  }
}
