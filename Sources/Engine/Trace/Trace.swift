/// The events of a run in order; only ever appended to.
///
/// In a measured run, an execution under way has its expected times, which are replaced by the measured
/// ones as they become known.
///
/// Memory: 20 bytes for each event, 12 for each node that became ready, 40 for each dispatch, and 5 more
/// where memory, kinds of GPUs or steps without GPUs play a part, with 8 for each evicted model.
public struct Trace: Sendable {
  /// The handled events.
  public private(set) var events: [Event] = []
  /// The nodes that became ready, in the order of the ready queue.
  public private(set) var readied: [Readied] = []
  /// The dispatches, in the order in which they were decided.
  public private(set) var executions: [Execution] = []

  /// The origins of weights, and the evicted models; empty for a plain machine.
  private(set) var preparations = PreparationRecord()
  /// The changes of the options, in order.
  public private(set) var changes: [OptionsChange] = []

  /// Makes an empty trace.
  public init() {}

  package mutating func reserveCapacity(requests: Int, nodes: Int) {
    events.reserveCapacity(requests + nodes)
    readied.reserveCapacity(nodes)
    executions.reserveCapacity(nodes)
  }

  /// Records that a node became ready at the event that is being handled.
  @discardableResult
  package mutating func appendReadied(_ node: RequestNode) -> Int32 {
    let entry = readied.count
    readied.append(Readied(node: node, event: events.count))
    return Int32(truncatingIfNeeded: entry)
  }

  /// Records that other options are in force from the next event on.
  package mutating func append(_ change: OptionsChange) { changes.append(change) }

  package mutating func append(_ execution: Execution) { executions.append(execution) }

  /// Records a dispatch with the preparation of its GPUs; nil on a plain machine.
  package mutating func append(_ execution: Execution, _ preparation: GPUPreparation?) {
    executions.append(execution)
    if let preparation { preparations.append(preparation) }
  }

  /// Records the measured start of computing of an execution.
  mutating func begin(_ execution: Int, at time: Double) {
    executions[execution].begin(
      at: time, dispatched: events[dispatchEvent(of: execution)].time)
  }

  /// Records the measured end of an execution.
  mutating func end(_ execution: Int, at time: Double) { executions[execution].end(at: time) }

  /// Ends the event that is being handled.
  @inline(__always)
  package mutating func endEvent(_ subject: Subject, at time: Double) {
    events.append(
      Event(
        time: time, subject: subject, executionCount: executions.count,
        readiedCount: readied.count))
  }
}

extension Trace {
  /// Whether it tells the origins of weights: memory, kinds of GPUs or steps without GPUs play a part.
  public var hasPreparations: Bool { !preparations.sources.isEmpty }

  /// The preparation for an execution, a place in `executions`; nil on a plain machine.
  public func preparation(of execution: Int) -> GPUPreparation? {
    preparations.sources.indices.contains(execution)
      ? GPUPreparation(
        seconds: executions[execution].switchTime, source: preparations.sources[execution],
        evicted: Array(evicted(by: execution))) : nil
  }

  /// The origin of the weights of an execution, a place in `executions`; nil on a plain machine.
  public func source(of execution: Int) -> LoadSource? {
    preparations.sources.indices.contains(execution) ? preparations.sources[execution] : nil
  }

  /// The number of executions whose weights have an origin; 0 on a plain machine.
  ///
  /// - Complexity: O(executions).
  public func count(of source: LoadSource) -> Int {
    preparations.sources.count { $0 == source }
  }

  /// The models that made way for an execution, a place in `executions`; none on a plain machine.
  public func evicted(by execution: Int) -> ArraySlice<EvictedModel> {
    preparations.evicted(by: execution)
  }

  /// The node of an execution.
  public func node(of execution: Execution) -> RequestNode { readied[execution.readied].node }

  /// The time at which the node of an execution became ready, in seconds.
  public func readyTime(of execution: Execution) -> Double {
    events[readied[execution.readied].event].time
  }

  /// The seconds that a node waited in the ready queue before its dispatch.
  ///
  /// Never negative, although the start less the switch time has a rounding error.
  public func waitingTime(of execution: Execution) -> Double {
    max(0, execution.start - execution.switchTime - readyTime(of: execution))
  }

  /// The dispatches of an event.
  public func executions(of event: Int) -> Range<Int> {
    (event == 0 ? 0 : events[event - 1].executionsAfter)..<events[event].executionsAfter
  }

  /// The nodes that became ready at an event, as places in `readied`.
  public func readied(of event: Int) -> Range<Int> {
    (event == 0 ? 0 : events[event - 1].readiedAfter)..<events[event].readiedAfter
  }

  /// The event at which an execution was dispatched.
  ///
  /// - Complexity: O(log events).
  public func dispatchEvent(of execution: Int) -> Int {
    events.partitionPoint { $0.executionsAfter > execution }
  }

  /// A dispatch, a place in `executions`, as the latest one to a GPU.
  package func latestDispatch(_ index: Int, to gpu: Int, in scenario: Scenario) -> LatestDispatch {
    let execution = executions[index]
    return LatestDispatch(
      gpu: gpu, execution: index, model: scenario.model(of: node(of: execution)),
      end: execution.end)
  }
}
