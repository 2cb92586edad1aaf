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
  public let options: Options
  /// Whether executions take what is estimated, or what is reported.
  public let timing: Timing
  /// Everything that has happened.
  public private(set) var trace = Trace()
  /// The GPUs after the last input.
  public private(set) var cluster: Cluster

  private let workflows: WorkflowTable
  private var queue: ReadyQueue
  private var pass: PlacementPass
  /// For each node of all requests how many dependencies are to be completed.
  private var dependenciesLeft: [Int32]

  /// Makes the scheduler of an empty cluster at which nothing has arrived.
  public init(scenario: Scenario, options: Options, timing: Timing = .estimated) {
    self.scenario = scenario
    self.options = options
    self.timing = timing
    cluster = Cluster(scenario: scenario, options: options)
    workflows = WorkflowTable(scenario.workflows)
    queue = ReadyQueue(modelCount: scenario.models.count)
    pass = PlacementPass(modelCount: scenario.models.count)
    dependenciesLeft = [Int32](repeating: 0, count: scenario.requests.nodeCount)
    trace.reserveCapacity(requests: scenario.requests.count, nodes: scenario.requests.nodeCount)
  }

  /// The number of nodes that wait for a GPU.
  public var queueLength: Int { queue.count }

  /// Takes note of one event and places what can be placed.
  ///
  /// - Parameters:
  ///   - subject: what happened; each request arrives once, each execution is completed once.
  ///   - now: when, in seconds; never earlier than the last input.
  /// - Returns: the new dispatches, as places in `trace.executions`.
  /// - Complexity: O(models) for each dispatch and each model that finds no place.
  @discardableResult
  public mutating func handle(_ subject: Subject, at now: Double) -> Range<Int> {
    let first = trace.executions.count
    switch subject {
    case .arrival(let request): admit(request)
    case .completion(let execution):
      if timing == .measured { end(execution, at: now) }
      complete(trace.node(of: trace.executions[execution]))
    }
    placeReadyNodes(at: now)
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

  private mutating func admit(_ request: RequestID) {
    let workflow = scenario.requests.workflow(of: request)
    let nodes = scenario.requests.flatIndices(of: request)
    for (node, index) in nodes.enumerated() {
      dependenciesLeft[index] = workflows.dependencyCount(of: workflow, node: node)
    }
    for node in workflows.roots(of: workflow) {
      enqueue(RequestNode(request: request, node: Int(node)), of: workflow)
    }
  }

  private mutating func complete(_ completed: RequestNode) {
    let request = completed.request
    let workflow = scenario.requests.workflow(of: request)
    let base = scenario.requests.flatIndices(of: request).lowerBound
    for successor in workflows.successors(of: workflow, node: completed.node) {
      let index = base + Int(successor)
      dependenciesLeft[index] -= 1
      if dependenciesLeft[index] == 0 {
        enqueue(RequestNode(request: request, node: Int(successor)), of: workflow)
      }
    }
  }

  private mutating func enqueue(_ node: RequestNode, of workflow: WorkflowID) {
    queue.append(
      trace.appendReadied(node), model: workflows.model(of: workflow, node: node.node))
  }

  private mutating func placeReadyNodes(at now: Double) {
    guard queue.count > 0 else { return }
    if timing == .estimated { cluster.release(until: now) }
    guard cluster.freeCount > 0 else { return }
    pass.begin(with: queue)
    while cluster.freeCount > 0, let placement = nextPlacement() {
      dispatch(placement, at: now)
      // A node that takes no time leaves its GPUs free for the rest of the same pass.
      if timing == .estimated { cluster.release(until: now) }
      pass.advance(placement.model, in: queue)
    }
  }

  private mutating func nextPlacement() -> Placement? {
    switch options.policy {
    case .baseline: Baseline.next(in: &pass, cluster: cluster)
    }
  }

  private mutating func dispatch(_ placement: Placement, at now: Double) {
    let entry = queue.popFirst(of: placement.model)
    let node = trace.readied[Int(entry)].node
    let execution = Execution(
      readied: entry, gpus: placement.gpus, now: now,
      switching: cluster.switching(to: placement.model, on: placement.gpus),
      executionTime: scenario.estimate(of: node, rules: options.rules).seconds)
    cluster.occupy(placement.gpus, with: placement.model, until: execution.end)
    trace.append(execution)
  }
}
