public import Engine

/// A trace with an index that answers questions about any of its events.
///
/// The engine only goes forward; this makes the way back cheap. A moment in the past is answered by
/// looking no further than the moment, so an answer stays the same while the run goes on.
///
/// **Growth.** `History(growing:)` takes a simulation over, and `grow(by:)` lets it handle some more
/// events and indexes them. There is one trace, which the history owns and lends to the simulation
/// while that runs: nothing is copied as long as the history is not, so growing costs O(log trace)
/// for each event. A copy of a growing history is cheap to make, and makes the next growth copy all
/// of it once: a thread that shows the run therefore does not copy it, but borrows it from a
/// `GrowingHistory`.
public struct History: Sendable {
  /// The scenario that was run.
  public let scenario: Scenario
  /// The options in force at the end.
  public let options: Options
  /// The events so far.
  public internal(set) var trace: Trace
  /// The fault of the policy that ended the run; nil if there is none.
  public internal(set) var failure: PolicyFailure?
  /// The simulation of the events to come, without its trace; nil if there are none.
  var ahead: Simulation?

  private(set) var gpus: [GPUHistory]
  private(set) var dispatches = DispatchTree()
  private(set) var queueBlocks = QueueBlocks()
  private(set) var modelLanes: ModelLanes
  private(set) var ledger: SwitchLedger
  private(set) var progress: RequestProgress
  private(set) var idleStretches: IdleStretches
  private(set) var timeline = Timeline()
  /// Nil on a plain machine.
  private(set) var residents: ResidentHistory?
  private(set) var steps = StepHistory()
  /// The policies in the order in which they were in force, one more than `Trace.changes`.
  private(set) var policies: [PolicyInForce]
  /// The requests in the order of their completion.
  public private(set) var completed: [CompletedRequest] = []
  private(set) var latencies = PrefixOrderStatistics()
  /// The latencies of completed requests by workflow.
  private(set) var workflowLatencies: GroupedTimes
  /// The times from becoming ready to the end of calls by model.
  private(set) var responseTimes: GroupedTimes
  /// For each completed request the split of the latencies up to and with it.
  private(set) var latencySplits: [TimeSplit] = []
  /// For each execution the event that completed it; `notYet` before.
  private(set) var completionEvents: [Int32] = []
  /// For each node of all requests its place in `Trace.readied`; `notYet` before.
  private(set) var entries: [Int32]
  /// The events that are arrivals.
  private(set) var arrivals: [Int32] = []
  private var notedEvents = 0
  let workflows: WorkflowTable

  static let notYet = Int32.max

  /// Indexes a trace.
  ///
  /// - Complexity: O(trace · log trace).
  public init(scenario: Scenario, options: Options, trace: Trace = Trace()) {
    self.scenario = scenario
    self.options = options
    self.trace = trace
    workflows = WorkflowTable(scenario.workflows)
    gpus = [GPUHistory](
      repeating: GPUHistory(modelCount: scenario.models.count), count: options.gpuCount)
    modelLanes = ModelLanes(scenario)
    ledger = SwitchLedger(modelCount: scenario.models.count)
    workflowLatencies = GroupedTimes(groupCount: scenario.workflows.count)
    responseTimes = GroupedTimes(groupCount: scenario.models.count)
    idleStretches = IdleStretches(
      shape: (trace.changes.first?.before ?? options).shape)
    progress = RequestProgress(requestCount: scenario.requests.count)
    entries = [Int32](repeating: Self.notYet, count: scenario.requests.nodeCount)
    residents = ResidentHistory(
      scenario, options, startGPUCount: (trace.changes.first?.before ?? options).gpuCount)
    policies = (trace.changes.map(\.before) + [options]).map { PolicyInForce($0, for: scenario) }
    reserveCapacity()
    reserveLanes()
    noteNewEvents()
  }

  /// Indexes what a simulation has done so far.
  public init(of simulation: Simulation) {
    self.init(
      scenario: simulation.scenario, options: simulation.options, trace: simulation.trace)
    failure = simulation.failure
  }

  /// Makes room for the whole run: a list that grew by doubling would be copied again and again.
  ///
  /// A list that was copied because it was shared has lost its room.
  mutating func reserveCapacity() {
    let (requests, nodes) = (scenario.requests.count, scenario.requests.nodeCount)
    completed.reserveCapacity(requests)
    latencySplits.reserveCapacity(requests)
    latencies.reserveCapacity(requests)
    arrivals.reserveCapacity(requests)
    completionEvents.reserveCapacity(nodes)
    timeline.reserveCapacity(events: requests + nodes)
    dispatches.reserveCapacity(nodes)
    modelLanes.reserveCapacity()
  }

  /// Makes room for what GPUs do if they share the work about evenly, as they mostly do.
  private mutating func reserveLanes() {
    guard !gpus.isEmpty else { return }
    let share = modelLanes.gpuDispatchCount(scenario.models) / gpus.count
    for gpu in gpus.indices { gpus[gpu].reserveCapacity(share + share / 8) }
  }

  mutating func noteNewEvents() {
    while notedEvents < trace.events.count {
      note(notedEvents)
      notedEvents += 1
    }
  }

  private mutating func note(_ event: Int) {
    switch trace.events[event].subject {
    case .arrival: arrivals.append(Int32(event))
    case .completion(let execution): noteCompletion(execution, event)
    }
    for entry in trace.readied(of: event) { noteReadied(entry) }
    for index in trace.executions(of: event) { noteDispatch(index) }
    noteIdleGPUs(event)
    let request = progress.note(event, of: trace, in: scenario)
    if let request { noteCompleted(request) }
    timeline.note(event, of: trace, completesRequest: request != nil)
  }

  private mutating func noteCompletion(_ index: Int, _ event: Int) {
    completionEvents[index] = Int32(event)
    let execution = trace.executions[index]
    if execution.gpus.isEmpty { steps.complete(index, at: event) }
    responseTimes.append(
      execution.end - trace.readyTime(of: execution), at: event, to: model(of: execution).index)
  }

  private mutating func noteIdleGPUs(_ event: Int) {
    for index in trace.changes.indices where trace.changes[index].eventCount == event {
      idleStretches.change(to: policies[index + 1].options.shape)
    }
    idleStretches.note(event, of: trace)
  }

  private mutating func noteCompleted(_ request: CompletedRequest) {
    completed.append(request)
    latencies.append(request.latency)
    workflowLatencies.append(
      request.latency, at: request.event,
      to: scenario.requests.workflow(of: request.request).index)
    var split = TimeSplit()
    if case .completion(let execution) = trace.events[request.event].subject {
      split = trace.split(to: execution)
    }
    latencySplits.append((latencySplits.last ?? TimeSplit()) + split)
  }

  private mutating func noteReadied(_ entry: Int) {
    dispatches.append()
    queueBlocks.appendReadied()
    let node = trace.readied[entry].node
    let model = model(of: node)
    entries[scenario.requests.flatIndex(of: node)] = Int32(entry)
    modelLanes.appendReadied(entry, of: model)
    for index in policies.indices where !policies[index].isBaseline {
      policies[index].append(entry, of: trace)
    }
  }

  private mutating func noteDispatch(_ index: Int) {
    let execution = trace.executions[index]
    completionEvents.append(Self.notYet)
    dispatches.dispatch(execution.readied, as: index)
    queueBlocks.dispatch(execution.readied)
    let model = model(of: execution)
    for gpu in execution.gpus { gpus[gpu].append(index, execution, model: model) }
    if residents != nil { noteResidents(index, model) }
    if execution.gpus.isEmpty { steps.append(index) }
    modelLanes.appendExecution(
      index, of: model, entry: execution.readied, isPrepared: execution.replaced != .nothing)
    ledger.note(index, of: trace, model: model)
  }

  private mutating func noteResidents(_ index: Int, _ model: ModelID) {
    // Taken out, so that it is not copied while it reads the rest.
    guard var residents = residents.take() else { return }
    residents.note(index, model, in: self)
    self.residents = residents
  }
}
