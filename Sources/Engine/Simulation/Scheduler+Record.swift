/// The inputs of a scheduler with `recorded` timing, which follows a record instead of a policy.
///
/// Each event is begun, then its dispatches are told, then it is ended.
extension Scheduler {
  /// Begins an event: notes the nodes that it makes ready, and frees the GPUs of what it completes.
  ///
  /// - Parameters:
  ///   - subject: the arrival or the completion; each request arrives once, each execution is
  ///     completed once.
  ///   - now: the time, in seconds; never earlier than that of the last event.
  /// - Returns: the nodes that became ready, as indices in `trace.readied`.
  /// - Complexity: O(successors), and O(1) for each GPU of the group, amortised.
  package mutating func beginEvent(_ subject: Subject, at now: Double) -> Range<Int> {
    precondition(timing == .recorded, "a policy decides what is dispatched")
    let first = trace.readied.count
    switch subject {
    case .arrival(let request): admit(request)
    case .completion(let index):
      let execution = complete(index, at: now)
      makeSuccessorsReady(of: execution)
      guard !execution.gpus.isEmpty else { break }
      precondition(
        situation.machine.isHeld(execution.gpus, by: index), "an execution is completed once")
      situation.machine.release(execution.gpus, since: now)
    }
    return first..<trace.readied.count
  }

  /// Dispatches a node as recorded, within an event.
  ///
  /// - Parameters:
  ///   - execution: the dispatch of a node that is ready, on GPUs that are free.
  ///   - preparation: the models that make way; nil on a plain machine.
  /// - Returns: its index in `trace.executions`.
  package mutating func dispatch(
    _ execution: Execution, _ preparation: GPUPreparation? = nil
  ) -> Int {
    precondition(timing == .recorded, "a policy decides what is dispatched")
    precondition(situation.machine.isFree(execution.gpus), "a recorded dispatch is on free GPUs")
    let index = trace.executions.count
    let model = scenario.model(of: trace.node(of: execution))
    if !execution.gpus.isEmpty { situation.machine.take(execution.gpus) }
    situation.machine.occupy(
      execution.gpus, with: model, evicting: preparation?.evicted ?? [], execution: index,
      until: execution.end)
    trace.append(execution, preparation)
    return index
  }

  /// Ends the event that was begun last.
  package mutating func endEvent(_ subject: Subject, at now: Double) {
    trace.endEvent(subject, at: now)
  }
}
