import Engine

extension Cluster {
  /// The groups of free GPUs that a model could be placed on now, the lowest first.
  ///
  /// - Complexity: O(windows · GPUs of each).
  func candidates(for model: ModelID) -> [Candidate] {
    windows(for: model).filter { $0.allSatisfy(isFree) }.map { gpus in
      Candidate(
        gpus: gpus, residents: gpus.map(resident(of:)),
        freeSince: gpus.map(freeAt).max() ?? 0, switching: switching(to: model, on: gpus))
    }
  }

  /// The first of the looked-at GPUs of a group at which making the model resident costs most.
  func dearestGPU(of gpus: Range<Int>, for model: ModelID) -> Int {
    let cost = switching(to: model, on: gpus).seconds
    return gpus.first { switching(to: model, on: $0..<$0 + 1).seconds == cost } ?? gpus.lowerBound
  }

  /// Why a node of a model waits on the cluster as it is, if so many GPUs in a row are there at all.
  func waitingReason(for model: ModelID, available: Int) -> WaitingReason {
    let required = gpusRequired(by: model)
    if required > available { return .neverFits(required: required, available: available) }
    if freeCount == 0 { return .noFreeGPU }
    let longest = longestFreeRun
    return longest < required
      ? .noFreeWindow(required: required, longestFreeRun: longest) : .nextPass
  }
}

extension History {
  /// Who waits ahead of a node, by model, the longest waiting first.
  ///
  /// - Complexity: O(models · log nodes).
  func passedOver(
    before entry: Int, afterExecutions count: Int, reason: (_ entry: Int) -> WaitingReason
  ) -> [PassedOver] {
    scenario.models.indices.map { ModelID($0) }.compactMap { model in
      let waiting = modelLanes.waiting(
        of: model, before: entry, afterExecutions: count, dispatches)
      guard let first = waiting.first else { return nil }
      return PassedOver(
        model: model, first: waiting.prefix(3).map(Int.init), count: waiting.count,
        reason: reason(Int(first)))
    }.sorted { ($0.first.first ?? 0) < ($1.first.first ?? 0) }
  }
}
