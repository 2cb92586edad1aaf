/// The scheduler as a state machine: it is told what happened and when, and decides what runs where.
///
/// It knows neither a clock nor a server. Whoever drives it hands in inputs in the order of time and
/// acts on the dispatches: `Simulation` queues their ends, a live run calls a model server.
public struct Scheduler: Sendable {
  /// What is scheduled.
  public let scenario: Scenario
  /// How.
  public let options: Options
  /// Everything that has happened.
  public private(set) var trace = Trace()
  /// The GPUs after the last input.
  public private(set) var cluster: Cluster

  private let workflows: WorkflowTable
  private var queue: ReadyQueue
  private var pass: PlacementPass
  /// What decides and what it looks at, if that is not the baseline.
  private var chosen: PolicyInUse?
  /// For each node of all requests how many dependencies are to be completed.
  private var dependenciesLeft: [Int32]

  /// Makes the scheduler of an empty cluster at which nothing has arrived.
  public init(scenario: Scenario, options: Options) {
    self.scenario = scenario
    self.options = options
    cluster = Cluster(scenario: scenario, options: options)
    workflows = WorkflowTable(scenario.workflows)
    queue = ReadyQueue(modelCount: scenario.models.count)
    pass = PlacementPass(modelCount: scenario.models.count)
    chosen = options.policy.isBaseline ? nil : PolicyInUse(scenario: scenario, options: options)
    dependenciesLeft = [Int32](repeating: 0, count: scenario.requests.nodeCount)
    trace.reserveCapacity(requests: scenario.requests.count, nodes: scenario.requests.nodeCount)
  }

  /// The number of nodes that wait for a GPU.
  public var queueLength: Int { trace.readied.count - trace.executions.count }

  /// Takes note of one event and places what can be placed.
  ///
  /// - Parameters:
  ///   - subject: what happened; each request arrives once, each execution is completed once.
  ///   - now: when, in seconds; never earlier than the last input.
  /// - Returns: the new dispatches, as places in `trace.executions`.
  /// - Complexity: O(models) for each dispatch and each model that finds no place; other policies
  ///   than the baseline may take longer.
  @discardableResult
  public mutating func handle(_ subject: Subject, at now: Double) -> Range<Int> {
    let first = trace.executions.count
    switch subject {
    case .arrival(let request): admit(request, at: now)
    case .completion(let execution): complete(trace.node(of: trace.executions[execution]), at: now)
    }
    if chosen == nil { placeReadyNodes(at: now) } else { placeAsChosen(at: now) }
    trace.endEvent(subject, at: now)
    return first..<trace.executions.count
  }

  private mutating func admit(_ request: RequestID, at now: Double) {
    let workflow = scenario.requests.workflow(of: request)
    let nodes = scenario.requests.flatIndices(of: request)
    for (node, index) in nodes.enumerated() {
      dependenciesLeft[index] = workflows.dependencyCount(of: workflow, node: node)
    }
    for node in workflows.roots(of: workflow) {
      enqueue(RequestNode(request: request, node: Int(node)), of: workflow, at: now)
    }
  }

  private mutating func complete(_ completed: RequestNode, at now: Double) {
    let request = completed.request
    let workflow = scenario.requests.workflow(of: request)
    let base = scenario.requests.flatIndices(of: request).lowerBound
    for successor in workflows.successors(of: workflow, node: completed.node) {
      let index = base + Int(successor)
      dependenciesLeft[index] -= 1
      if dependenciesLeft[index] == 0 {
        enqueue(RequestNode(request: request, node: Int(successor)), of: workflow, at: now)
      }
    }
  }

  private mutating func enqueue(_ node: RequestNode, of workflow: WorkflowID, at now: Double) {
    let entry = trace.appendReadied(node)
    let model = workflows.model(of: workflow, node: node.node)
    if chosen == nil {
      queue.append(entry, model: model)
    } else {
      let scenario = scenario
      chosen?.enqueue(entry, node: node, model: model, at: now, in: scenario)
    }
  }

  private mutating func placeReadyNodes(at now: Double) {
    guard queue.count > 0 else { return }
    cluster.release(until: now)
    guard cluster.freeCount > 0 else { return }
    pass.begin(with: queue)
    while cluster.freeCount > 0, let placement = Baseline.next(in: &pass, cluster: cluster) {
      dispatch(queue.popFirst(of: placement.model), placement, at: now)
      // A node that takes no time leaves its GPUs free for the rest of the same pass.
      cluster.release(until: now)
      pass.advance(placement.model, in: queue)
    }
  }

  private mutating func placeAsChosen(at now: Double) {
    cluster.release(until: now)
    while cluster.freeCount > 0, let placement = chosen?.next(at: now, on: cluster) {
      chosen?.queue.remove(placement, at: now)
      dispatch(Int32(placement.entry), placement, at: now)
      cluster.release(until: now)
    }
  }

  private mutating func dispatch(_ entry: Int32, _ placement: Placement, at now: Double) {
    let node = trace.readied[Int(entry)].node
    let execution = Execution(
      readied: entry, gpus: placement.gpus, now: now,
      switching: cluster.switching(to: placement.model, on: placement.gpus),
      executionTime: scenario.estimate(of: node, rules: options.rules).seconds)
    cluster.occupy(placement.gpus, with: placement.model, until: execution.end)
    trace.append(execution)
  }
}
