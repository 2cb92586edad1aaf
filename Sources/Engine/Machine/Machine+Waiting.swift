extension Machine {
  /// The condition that keeps a node of a model waiting where memory or kinds of GPUs play a part.
  ///
  /// - Complexity: O(GPUs · GPUs of the model).
  func waitingReason(for model: ModelID, _ tables: MemoryTables) -> WaitingReason {
    let size = tables.models[model.index].gpusRequired
    if let never = neverReason(for: model, tables) { return never }
    if freeCount == 0 { return .noFreeGPU }
    if size == 0 || usableWindow(for: model, from: 0, tables) != nil { return .nextPass }
    let longest = longestFreeRun
    if longest < size { return .noFreeWindow(required: size, longestFreeRun: longest) }
    let allowed = longestRun { isFree($0) && tables.isAllowed(model, on: $0) }
    if allowed < size { return .noFreeKind(required: size, longestFreeRun: allowed) }
    let best = mostRoom(for: model, tables) { isFree($0) }
    return .noRoomBeside(
      best.pinned, needed: tables.models[model.index].share, free: best.room)
  }

  /// The reason why a node of a model can never be placed; nil if it can.
  private func neverReason(for model: ModelID, _ tables: MemoryTables) -> WaitingReason? {
    let (size, share) = (
      tables.models[model.index].gpusRequired, tables.models[model.index].share
    )
    guard !canEverTake(model, tables) else { return nil }
    let longest = rows.reduce(0) { max($0, $1.count) }
    if longest < size { return .neverFits(required: size, available: longest) }
    let allowed = longestRun { tables.isAllowed(model, on: $0) }
    if allowed < size { return .neverOfKind(required: size, available: allowed) }
    var largest = 0.0
    for window in windows(for: model)
    where window.allSatisfy({ tables.isAllowed(model, on: $0) }) {
      largest = max(largest, window.reduce(.infinity) { min($0, tables.gpus[$1].memory) })
    }
    if largest < share { return .neverRoom(needed: share, gpus: size, largest: largest) }
    let best = mostRoom(for: model, tables) { _ in true }
    return .neverBeside(best.pinned, needed: share, free: best.room)
  }

  /// The most GPUs in a row, of those that are present, that satisfy a condition.
  private func longestRun(where isMember: (Int) -> Bool) -> Int {
    var longest = 0
    for row in rows {
      var run = 0
      for gpu in row {
        run = isMember(gpu) ? run + 1 : 0
        longest = max(longest, run)
      }
    }
    return longest
  }

  /// The most memory, in GB, that residents that never make way leave on a GPU of a model's kinds, and
  /// these residents.
  private func mostRoom(
    for model: ModelID, _ tables: MemoryTables, where isMember: (Int) -> Bool
  ) -> (room: Double, pinned: [ModelID]) {
    var best: (room: Double, pinned: [ModelID]) = (-.infinity, [])
    for gpu in rows.joined() where isMember(gpu) && tables.isAllowed(model, on: gpu) {
      guard let list = occupancy?.value.residents[gpu] else { continue }
      let pinned = list.list.map(\.model).filter { tables.models[$0.index].isPinned }
      let isTaken = tables.residency == .one && !pinned.isEmpty
      let room = isTaken ? 0 : tables.gpus[gpu].memory - list.share(tables, pinnedOnly: true)
      if room > best.room, !pinned.isEmpty { best = (room, pinned) }
    }
    return best.room < 0 ? (0, best.pinned) : best
  }
}
