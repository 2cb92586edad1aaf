// Where memory, kinds of GPUs or steps without GPUs play a part, a GPU is *usable* for a model if it is
// free, of an allowed kind, and can take the model once all have made way that may.

extension Machine {
  /// The free GPUs with numbers from 64 · `word` on, as bits.
  @inline(__always)
  private func freeGPUs(_ word: Int) -> UInt64 {
    bits[layout.index(ofWord: word, of: FreeWindows.freeGPUs)]
  }

  /// The GPUs that the baseline gives a model; nil if it has to wait.
  ///
  /// - Complexity: O(free GPUs + GPUs / 64).
  func usualUsableGPUs(for model: ModelID, _ tables: MemoryTables) -> Range<Int>? {
    guard tables.models[model.index].gpusRequired == 1 else {
      return usableWindow(for: model, from: 0, tables)
    }
    if let warm = firstUsableGPU(holding: model, tables) { return warm..<warm + 1 }
    return longestUsableGPU(for: model, tables).map { $0..<$0 + 1 }
  }

  /// The lowest usable GPU on which a model is resident.
  ///
  /// - Complexity: O(GPUs / 64).
  func firstUsableGPU(holding model: ModelID, _ tables: MemoryTables) -> Int? {
    guard let occupancy else { return nil }
    let first = model.index &* tables.wordCount
    for word in 0..<tables.wordCount {
      let usable =
        freeGPUs(word) & occupancy.value.taking[first &+ word] & occupancy.value.warm[first &+ word]
      if usable != 0 { return word &<< 6 | usable.trailingZeroBitCount }
    }
    return nil
  }

  /// The usable GPU that has been free longest of those on which a model fits without evictions; if
  /// there are none, of all.
  ///
  /// - Complexity: O(free GPUs + GPUs / 64).
  private func longestUsableGPU(for model: ModelID, _ tables: MemoryTables) -> Int? {
    guard let occupancy else { return nil }
    let first = model.index &* tables.wordCount
    // Fitting is known with `residency: memory` alone.
    return longestFree(tables) { word in
      freeGPUs(word) & occupancy.value.taking[first &+ word]
        & occupancy.value.fitting[first &+ word]
    } ?? longestUsableGPU(whatever: model, tables)
  }

  /// The usable GPU that has been free longest, whether a model fits there without evictions or not.
  ///
  /// - Complexity: O(free GPUs + GPUs / 64).
  func longestUsableGPU(whatever model: ModelID, _ tables: MemoryTables) -> Int? {
    guard let occupancy else { return nil }
    let first = model.index &* tables.wordCount
    return longestFree(tables) { word in
      freeGPUs(word) & occupancy.value.taking[first &+ word]
    }
  }

  @inline(__always)
  private func longestFree(_ tables: MemoryTables, _ members: (Int) -> UInt64) -> Int? {
    var (best, since) = (-1, Double.infinity)
    for word in 0..<tables.wordCount {
      var rest = members(word)
      while rest != 0 {
        let gpu = word &<< 6 | rest.trailingZeroBitCount
        rest &= rest &- 1
        if gpus[gpu].freeAt < since { (best, since) = (gpu, gpus[gpu].freeAt) }
      }
    }
    return best < 0 ? nil : best
  }

  /// The lowest window of usable GPUs for a model that does not begin below `start`.
  ///
  /// - Complexity: O(runs of usable GPUs + GPUs / 64).
  func usableWindow(
    for model: ModelID, from start: Int, _ tables: MemoryTables
  ) -> Range<Int>? {
    guard let occupancy else { return nil }
    let size = tables.models[model.index].gpusRequired
    guard size > 0 else { return nil }
    let first = model.index &* tables.wordCount
    var (runStart, position) = (start, start)
    while position < gpuCount, position &- runStart < size {
      let word = position &>> 6
      let usable = freeGPUs(word) & occupancy.value.taking[first &+ word]
      let rest = usable &>> UInt64(position & 63)
      let count = min((~rest).trailingZeroBitCount, 64 &- position & 63)
      if count > 0 {
        position &+= count
      } else {
        let gap = rest == 0 ? 64 &- position & 63 : rest.trailingZeroBitCount
        position &+= gap
        runStart = position
      }
    }
    return position &- runStart < size ? nil : runStart..<runStart &+ size
  }

  /// Whether all GPUs of a group are free and can take a model.
  ///
  /// - Complexity: O(GPUs of the group).
  public func isUsable(_ group: Range<Int>, for model: ModelID) -> Bool {
    guard isFree(group), group.count == gpusRequired[model.index] else { return false }
    guard let tables = memory, let occupancy else { return true }
    return group.allSatisfy { occupancy.value.canTake(model, on: $0, tables) }
  }

  /// The set of the first GPUs of the windows of usable GPUs for a model.
  func usableStarts(for model: ModelID, _ tables: MemoryTables) -> [UInt64] {
    var starts = [UInt64](repeating: 0, count: tables.wordCount)
    var next = 0
    while let window = usableWindow(for: model, from: next, tables) {
      starts[window.lowerBound >> 6] |= 1 << UInt64(window.lowerBound & 63)
      next = window.lowerBound + 1
    }
    return starts
  }

  /// Whether a model would find GPUs if all that are present were free.
  ///
  /// - Complexity: O(GPUs).
  func canEverTake(_ model: ModelID, _ tables: MemoryTables) -> Bool {
    let size = tables.models[model.index].gpusRequired
    return size == 0 || longestRow(taking: model, tables) >= size
  }

  /// The largest number of present GPUs in a row that can take a model.
  func longestRow(taking model: ModelID, _ tables: MemoryTables) -> Int {
    guard let occupancy else { return 0 }
    var longest = 0
    for row in rows {
      var run = 0
      for gpu in row {
        run = occupancy.value.canTake(model, on: gpu, tables) ? run + 1 : 0
        longest = max(longest, run)
      }
    }
    return longest
  }

  /// The window that is free first for a model of those that can take it.
  ///
  /// - Complexity: O(GPUs · GPUs of the model).
  func earliestUsableWindow(
    for model: ModelID, at now: Double, _ tables: MemoryTables
  ) -> GPUWindow? {
    guard let occupancy else { return nil }
    let size = tables.models[model.index].gpusRequired
    var best: GPUWindow?
    for window in windows(for: model) where size > 0 {
      guard window.allSatisfy({ occupancy.value.canTake(model, on: $0, tables) }) else { continue }
      let time = freeTime(of: window, at: now)
      if best.map({ time < $0.time }) ?? true { best = GPUWindow(gpus: window, time: time) }
    }
    return best
  }
}

// MARK: - Costs

extension Machine {
  /// The preparation of a group for a model, with all that makes way, as if it were free now.
  ///
  /// - Complexity: O(residents²) for each GPU of the group.
  public func preparation(for model: ModelID, on group: Range<Int>) -> GPUPreparation {
    guard let tables = memory else {
      let switching = switching(to: model, on: group)
      switch switching.replaced {
      case .nothing: return GPUPreparation(seconds: switching.seconds, source: .resident)
      case .empty: return GPUPreparation(seconds: switching.seconds, source: .disk)
      case .model:
        let evicted = group.compactMap { gpu in
          resident(of: gpu).flatMap { $0 == model ? nil : EvictedModel(gpu: gpu, model: $0) }
        }
        return GPUPreparation(seconds: switching.seconds, source: .host, evicted: evicted)
      }
    }
    var result = GPUPreparation(seconds: 0, source: group.isEmpty ? .none : .resident)
    for gpu in group {
      let part = part(of: model, on: gpu, tables) {
        result.evicted.append(EvictedModel(gpu: gpu, model: $0))
      }
      result.seconds = max(result.seconds, part.seconds)
      if part.source.rawValue > result.source.rawValue { result.source = part.source }
    }
    return result
  }

  /// The cost on one GPU.
  @inline(__always)
  private func part(
    of model: ModelID, on gpu: Int, _ tables: MemoryTables, _ body: (ModelID) -> Void
  ) -> (seconds: Double, source: LoadSource) {
    guard let occupancy, !occupancy.value.isResident(model, on: gpu, tables) else {
      return (0, .resident)
    }
    let hasResidents = !occupancy.value.residents[gpu].list.isEmpty
    var evicted: Double?
    if hasResidents, !occupancy.value.hasRoom(for: model, on: gpu, tables) {
      let view = occupancy.value.view(tables)
      _ = occupancy.value.residents[gpu].visitEvicted(for: model, on: gpu, view) {
        evicted = (evicted ?? 0) + tables.models[$0.index].share
        body($0)
      }
    }
    let isFromHost = occupancy.value.host?.holds(model) ?? hasResidents
    let seconds = tables.seconds(
      toLoad: model, on: gpu, evicting: evicted, isFromHost: isFromHost)
    return (seconds, isFromHost ? .host : .disk)
  }

  /// The seconds of `preparation(for:on:)`.
  func preparationSeconds(
    for model: ModelID, on group: Range<Int>, _ tables: MemoryTables
  ) -> Double {
    var seconds = 0.0
    for gpu in group { seconds = max(seconds, part(of: model, on: gpu, tables) { _ in }.seconds) }
    return seconds
  }

  /// The first GPU of a group on which making a model resident costs most.
  func dearestUsableGPU(of group: Range<Int>, for model: ModelID, _ tables: MemoryTables) -> Int {
    let costs = group.map { part(of: model, on: $0, tables) { _ in }.seconds }
    let place = costs.firstIndex { $0 == costs.max() } ?? 0
    return group.lowerBound + place
  }

  /// The seconds that a node takes on a group whose execution time at speed 1 is known.
  @inline(__always)
  public func executionSeconds(_ seconds: Double, on group: Range<Int>) -> Double {
    guard let tables = memory else { return seconds }
    return seconds / speed(of: group, tables)
  }

  /// The speed of a group, which is that of its slowest GPU; 1 of none.
  func speed(of group: Range<Int>, _ tables: MemoryTables) -> Double {
    var speed = Double.infinity
    for gpu in group { speed = min(speed, tables.gpus[gpu].speed) }
    return group.isEmpty ? 1 : speed
  }

  /// No GPU has a larger speed.
  var topSpeed: Double { memory?.topSpeed ?? 1 }
}

// MARK: - Residents

extension Machine {
  /// Whether a model is on a GPU.
  public func isResident(_ model: ModelID, on gpu: Int) -> Bool {
    guard let tables = memory, let occupancy else { return gpus[gpu].resident == model }
    return occupancy.value.isResident(model, on: gpu, tables)
  }

  /// The models on a GPU, in the order of the file.
  public func residents(of gpu: Int) -> [Resident] {
    if let occupancy { return occupancy.value.residents[gpu].list }
    return gpus[gpu].resident.map { [Resident(model: $0, lastUse: gpus[gpu].freeAt)] } ?? []
  }

  /// The memory of a GPU, in GB; nil if it is not counted.
  public func memoryGB(of gpu: Int) -> Double? {
    memory.flatMap { $0.gpus[gpu].memory < .infinity ? $0.gpus[gpu].memory : nil }
  }

  /// The memory that the models on a GPU take, in GB.
  public func usedGB(of gpu: Int) -> Double {
    guard let tables = memory, let occupancy else { return 0 }
    return occupancy.value.residents[gpu].share(tables)
  }

  /// The models of a GPU that may make way, in the order in which they would.
  public func evictionOrder(of gpu: Int) -> [ModelID] {
    guard let tables = memory, let occupancy else { return resident(of: gpu).map { [$0] } ?? [] }
    return occupancy.value.residents[gpu].evictionOrder(on: gpu, occupancy.value.view(tables))
  }

  /// The weights that the host keeps; nil if it is not described.
  public var hostMemory: HostMemory? { occupancy?.value.host }
}
