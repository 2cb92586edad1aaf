extension Machine {
  /// The seconds in which all models are brought back, one after the other, that make way for a model
  /// on a group; 0 if none does.
  ///
  /// - Complexity: O(residents²) for each GPU of the group.
  public func secondsToReturn(afterLoading model: ModelID, on group: Range<Int>) -> Double {
    guard let tables = memory, let occupancy else {
      return group.reduce(0) { sum, gpu in
        guard let resident = gpus[gpu].resident, resident != model else { return sum }
        return sum + costs.seconds(from: model, to: resident)
      }
    }
    var seconds = 0.0
    for gpu in group where !occupancy.value.isResident(model, on: gpu, tables) {
      guard !occupancy.value.hasRoom(for: model, on: gpu, tables) else { continue }
      let view = occupancy.value.view(tables)
      _ = occupancy.value.residents[gpu].visitEvicted(for: model, on: gpu, view) {
        seconds += GPUResidents.secondsToReturn($0, to: gpu, view)
      }
    }
    return seconds
  }

  /// The memory that is left on a group, in GB, once a model is loaded there without evictions; 0 on
  /// GPUs whose memory is not counted, and where models make way.
  public func spareGB(afterLoading model: ModelID, on group: Range<Int>) -> Double {
    guard let tables = memory, let occupancy, tables.residency == .memory else { return 0 }
    var spare = 0.0
    for gpu in group {
      let share =
        occupancy.value.isResident(model, on: gpu, tables) ? 0 : tables.models[model.index].share
      spare += max(
        0, tables.gpus[gpu].memory - occupancy.value.residents[gpu].share(tables) - share)
    }
    return spare
  }

  /// Whether another model still finds room on GPUs once a model is loaded on a group.
  ///
  /// Only one that never makes way takes room from another.
  ///
  /// - Complexity: O(residents) for each GPU of the group.
  func keepsRoom(
    for other: ModelID, on gpus: Range<Int>, afterLoading model: ModelID, on group: Range<Int>
  ) -> Bool {
    guard let tables = memory, tables.models[model.index].isPinned, let occupancy else {
      return true
    }
    return gpus.clamped(to: group).allSatisfy { gpu in
      if occupancy.value.isResident(model, on: gpu, tables) { return true }
      guard tables.residency == .memory else { return false }
      let pinned = occupancy.value.residents[gpu].share(tables, pinnedOnly: true)
      let (own, share) = (tables.models[model.index].share, tables.models[other.index].share)
      return share <= tables.gpus[gpu].memory - (pinned + own)
    }
  }

  /// Whether a GPU holds one model, all GPUs are alike, and every node needs some.
  public var isPlain: Bool { memory == nil }
}
