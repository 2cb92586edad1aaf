import Engine

extension Machine {
  /// The groups of free GPUs that a model could be placed on now, the lowest first.
  ///
  /// - Complexity: O(GPUs / 64), and O(GPUs of each) for each window.
  func candidates(for model: ModelID) -> [Candidate] {
    freeWindows(for: model).map { gpus in
      Candidate(
        gpus: gpus, residents: gpus.map(resident(of:)), freeSince: freeSince(gpus),
        switching: switching(to: model, on: gpus))
    }
  }
}

extension History {
  /// The nodes that wait ahead of a node, by model, the longest waiting first.
  ///
  /// - Complexity: O(models · log nodes); see `ModelLane.waitingCount`.
  func passedOver(
    before entry: Int, afterExecutions count: Int, reason: (_ entry: Int) -> WaitingReason
  ) -> [PassedOver] {
    scenario.models.indices.map { ModelID($0) }.compactMap { model in
      let lane = modelLanes[model]
      var longest: [Int] = []
      lane.visitWaiting(before: entry, afterExecutions: count) {
        longest.append($0)
        return longest.count < 3
      }
      guard let first = longest.first else { return nil }
      return PassedOver(
        model: model, first: longest,
        count: lane.waitingCount(before: entry, afterExecutions: count), reason: reason(first))
    }.sorted { ($0.first.first ?? 0) < ($1.first.first ?? 0) }
  }
}
