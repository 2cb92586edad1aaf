public import Engine

/// The use of a model up to a moment.
public struct ModelUse: Hashable, Sendable {
  /// The number of its calls that were dispatched.
  public internal(set) var dispatchCount = 0
  /// The number of its calls that have ended.
  public internal(set) var completedCount = 0
  /// The number of its nodes that wait for GPUs.
  public internal(set) var waitingCount = 0
  /// The number of dispatches that loaded it onto empty GPUs.
  public internal(set) var loadCount = 0
  /// The number of dispatches that evicted another model for it.
  public internal(set) var switchCount = 0
  /// The number of times that another model evicted it.
  public internal(set) var evictionCount = 0
}

/// A model that another one shares GPUs with, and how often each evicted the other.
public struct ModelRival: Hashable, Sendable {
  /// The other model.
  public let model: ModelID
  /// The number of times that it evicted the model.
  public internal(set) var evictions = 0
  /// The number of times that the model evicted it.
  public internal(set) var evicted = 0
}

extension Moment {
  /// The use of each model.
  ///
  /// - Complexity: O((models + pairs of models) · log trace).
  public var modelUses: [ModelUse] {
    var uses = history.scenario.models.indices.map { index -> ModelUse in
      let lane = history.modelLanes[ModelID(index)]
      var use = ModelUse()
      use.dispatchCount = lane.dispatchCount(among: executionCount)
      use.completedCount = history.responseTimes.count(of: index, before: eventCount)
      use.waitingCount = lane.readiedCount(among: readiedCount) - use.dispatchCount
      use.loadCount = lane.preparationCount(among: executionCount)
      return use
    }
    for pair in switchPairs {
      uses[pair.to.index].switchCount += pair.count
      uses[pair.to.index].loadCount -= pair.count
      uses[pair.from.index].evictionCount += pair.count
    }
    return uses
  }

  /// The models that evicted a model or were evicted for it, the most frequent first.
  ///
  /// - Complexity: O(pairs of models · log trace).
  public func rivals(of model: ModelID) -> [ModelRival] {
    var rivals: [ModelRival] = []
    func add(_ other: ModelID, _ change: (inout ModelRival) -> Void) {
      if let index = rivals.firstIndex(where: { $0.model == other }) {
        change(&rivals[index])
      } else {
        var rival = ModelRival(model: other)
        change(&rival)
        rivals.append(rival)
      }
    }
    for pair in switchPairs {
      if pair.from == model { add(pair.to) { $0.evictions += pair.count } }
      if pair.to == model { add(pair.from) { $0.evicted += pair.count } }
    }
    return rivals.sorted { one, other in
      let (left, right) = (one.evictions + one.evicted, other.evictions + other.evicted)
      return (right, one.model.index) < (left, other.model.index)
    }
  }

  /// The times from becoming ready to the end of a model's calls; nil if none has ended.
  ///
  /// - Complexity: O(log² calls).
  public func responseTimes(of model: ModelID) -> Distribution? {
    history.responseTimes.summary(of: model.index, before: eventCount)
  }

  /// The latencies of a workflow's completed requests; nil if there are none.
  ///
  /// - Complexity: O(log² requests).
  public func latency(of workflow: WorkflowID) -> Distribution? {
    history.workflowLatencies.summary(of: workflow.index, before: eventCount)
  }

  /// The latest dispatch of a model, as a place in `Trace.executions`.
  ///
  /// - Complexity: O(log calls).
  public func latestDispatch(of model: ModelID) -> Int? {
    history.modelLanes[model].lastExecution(among: executionCount)
  }
}
