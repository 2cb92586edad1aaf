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
