public import Engine

/// A group of GPUs that a dispatch could have gone to.
public struct Candidate: Hashable, Sendable {
  /// The GPUs: as many as the model requires, all free.
  public let gpus: Range<Int>
  /// For each of them the model on it; nil if it never had one.
  public let residents: [ModelID?]
  /// The time, in seconds, since which all of them have been free; 0 if they never had a node.
  public let freeSince: Double
  /// The cost of making the model resident there.
  public let switching: Switch
}

/// The nodes of one model that were ahead of a node in the ready queue and were passed over.
public struct PassedOver: Hashable, Sendable {
  /// Their model: all waiting nodes of one model behave alike.
  public let model: ModelID
  /// The longest waiting ones, as places in `Trace.readied`: at most three.
  public let first: [Int]
  /// The number of them.
  public let count: Int
  /// The condition that kept them waiting.
  public let reason: WaitingReason
}

/// The explanation of one dispatch, from what was known just before it.
public struct Decision: Hashable, Sendable {
  /// The dispatch, as a place in `Trace.executions`.
  public let execution: Int
  /// The event whose placement pass it was part of, as a place in `Trace.events`.
  public let event: Int
  /// The time of the dispatch, in seconds.
  public let time: Double
  /// The node, as a place in `Trace.readied`.
  public let readied: Int
  /// Its model.
  public let model: ModelID
  /// The nodes that were ahead in the queue and found no place, by model, longest waiting first.
  public let passedOver: [PassedOver]
  /// The number of free GPUs.
  public let freeGPUCount: Int
  /// The groups that it could have gone to, the lowest GPUs first; they may overlap.
  public let candidates: [Candidate]
  /// The group that it went to, an index into `candidates`.
  public let chosen: Int
  /// The reason for the node's turn.
  public let turn: TurnRule
  /// The reason for the choice of GPUs.
  public let rule: PlacementRule
  /// The GPU that decided the cost of the switch: the first of the dearest of the group.
  public let dearestGPU: Int

  /// The cost, and the evicted model.
  public var switching: Switch { candidates[chosen].switching }
}

extension Moment {
  /// The explanation of a dispatch; nil if there is none of that number yet.
  ///
  /// - Complexity: O((GPUs + models) · log trace + windows · GPUs of each), and that of restoring
  ///   what the policy saw of the queue.
  public func why(execution index: Int) -> Decision? {
    guard index >= 0, index < executionCount else { return nil }
    let trace = history.trace
    let execution = trace.executions[index]
    let event = trace.dispatchEvent(of: index)
    let now = trace.events[event].time
    let model = history.model(of: execution)
    let restored = RestoredSituation(
      history, afterExecutions: index, readied: trace.events[event].readiedAfter, event: event,
      at: now)
    let machine = restored.situation.machine
    let candidates = machine.candidates(for: model)
    let chosen = candidates.firstIndex { $0.gpus == execution.gpus }
    guard let chosen else { return nil }
    let placement = restored.placement(of: execution, model: model)
    return Decision(
      execution: index, event: event, time: now, readied: execution.readied, model: model,
      passedOver: history.passedOver(before: execution.readied, afterExecutions: index) {
        let reason = restored.reason(for: $0)
        return reason == .nextPass ? .outranked : reason
      },
      freeGPUCount: machine.freeCount, candidates: candidates, chosen: chosen,
      turn: placement.turn, rule: restored.rule.rule(for: placement, in: restored.situation),
      dearestGPU: machine.dearestGPU(of: execution.gpus, for: model))
  }
}
