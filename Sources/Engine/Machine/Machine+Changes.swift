// The input of the scheduler: GPUs become free and are taken.
extension Machine {
  /// Whether all GPUs are present and busy.
  var isAllBusy: Bool { freeCount == 0 && !hasAbsentGPUs }

  /// Whether an execution still holds its group: it was not released, nor the group taken again.
  ///
  /// - Complexity: O(1).
  func isHeld(_ group: Range<Int>, by execution: Int) -> Bool {
    Int(gpus[group.lowerBound].execution) == execution
  }

  /// Whether all busy GPUs but those of a group are busy beyond a time.
  ///
  /// - Complexity: O(GPUs).
  func hasReleasedAllEnded(by now: Double, except group: Range<Int>) -> Bool {
    gpus.indices.allSatisfy {
      gpus[$0].execution < 0 || gpus[$0].freeAt > now || group.contains($0)
    }
  }

  /// Gives an execution of `model` a group, which is not among the free GPUs, until `end`, in seconds.
  ///
  /// A group that ends at once stays busy until it is released.
  ///
  /// - Complexity: O(GPUs of the group).
  mutating func occupy(
    _ group: Range<Int>, with model: ModelID, execution: Int, until end: Double
  ) {
    assert(group.count == gpusRequired[model.index], "a model gets as many GPUs as it takes")
    assert(group.allSatisfy { !isFree($0) }, "GPUs are taken before they are occupied")
    let taken = GPUState(resident: model, execution: execution, freeAt: end)
    for gpu in group { gpus[gpu] = taken }
  }

  /// Adds a group to the free GPUs; absent ones among them stay busy.
  ///
  /// - Complexity: O(group sizes) and O(1) for each GPU of the group, amortised.
  mutating func release(_ group: Range<Int>, since time: Double) {
    if tables.releasesPlainly { return insert(group, since: time) }
    if let tables = memory {
      for gpu in group {
        occupancy?.value.release(gpu, of: gpus[gpu].resident, since: time, tables)
      }
    }
    for gpu in group {
      if shape.isAbsent(gpu) {
        (gpus[gpu].execution, gpus[gpu].freeAt) = (-1, time)
      } else {
        insert(gpu..<gpu + 1, since: time)
      }
    }
  }

  /// Gives an execution of `model` a group for which others make way, which is not among the free GPUs,
  /// until `end`, in seconds; an empty group for a node that needs none.
  ///
  /// - Complexity: O(residents + models) for each GPU of the group.
  mutating func occupy(
    _ group: Range<Int>, with model: ModelID, evicting evicted: [EvictedModel], execution: Int,
    until end: Double
  ) {
    guard let tables = memory else {
      return occupy(group, with: model, execution: execution, until: end)
    }
    occupancy?.value.occupy(group, with: model, evicting: evicted, until: end, tables)
    occupy(group, with: model, execution: execution, until: end)
  }

  /// Removes models that were not used for too long from the free GPUs.
  ///
  /// - Complexity: O(1) unless one may have expired, else O(GPUs + models of each that changes).
  mutating func expire(at now: Double) {
    guard let tables = memory, tables.keepAlive < .infinity,
      occupancy?.value.mayExpire(at: now, tables) == true
    else { return }
    let (layout, bits) = (layout, bits)
    occupancy?.value.expire(
      at: now, isFree: { layout.contains($0, in: FreeWindows.freeGPUs, bits.span) }, tables)
  }

  /// Whether the order of evictions depends on what waits.
  @inline(__always)
  var evictsByNeed: Bool { tables.memory?.eviction == .lookahead }

  /// Notes for each model the place of its first waiting node in the queue.
  mutating func note(nextNeeds: (ModelID) -> Int32) {
    guard let tables = memory else { return }
    for model in tables.models.indices {
      occupancy?.value.nextNeeds[model] = nextNeeds(ModelID(model))
    }
  }

  /// Removes a group from the free GPUs.
  ///
  /// - Complexity: O(group sizes) and O(1) for each GPU of the group.
  mutating func take(_ group: Range<Int>) {
    assert(isFree(group), "only free GPUs are taken")
    freeCount -= group.count
    let words = Self.remove(group, gpus, &idle, &bits, tables)
    work.add(words)
    assert(freeCount >= 0, "no more GPUs are taken than are free")
  }

  private mutating func insert(_ group: Range<Int>, since time: Double) {
    assert(group.allSatisfy { !isFree($0) }, "only busy GPUs become free")
    freeCount += group.count
    let words = Self.insert(group, since: time, &gpus, &idle, &bits, tables)
    work.add(words)
    assert(freeCount <= gpuCount, "no more GPUs are free than there are")
  }

  /// Adds all GPUs to the free ones whose last node has ended, the longest free first.
  mutating func releaseAll(endedBy now: Double) {
    for gpu in gpus.indices where gpus[gpu].freeAt <= now { gpus[gpu].execution = -1 }
    let free = rows.joined().filter { [gpus] in gpus[$0].execution < 0 }
    freeCount = free.count
    Self.insert(free, &gpus, &idle, &bits, tables)
  }

  // These are static, so that the bits are borrowed once and not for each set.

  /// Adds GPUs, given in ascending order, to the sets of free GPUs.
  private static func insert(
    _ free: [Int], _ gpus: inout [GPUState], _ idle: inout IdleGPUs,
    _ bits: inout [UInt64], _ tables: MachineTables
  ) {
    let layout = tables.layout
    var bits = bits.mutableSpan
    var start = free.startIndex
    for index in free.indices where index + 1 == free.count || free[index + 1] != free[index] + 1 {
      tables.windows.free(free[start]..<free[index] + 1, in: layout, &bits)
      start = index + 1
    }
    for gpu in free.sorted(by: { [gpus] in (gpus[$0].freeAt, $0) < (gpus[$1].freeAt, $1) }) {
      idle.insert(gpu, since: gpus[gpu].freeAt, in: layout, &bits)
      guard let resident = gpus[gpu].resident else { continue }
      layout.insert(gpu, into: tables.firstWarm + resident.index, &bits)
    }
  }

  /// Adds a group to the sets of free GPUs; returns the number of words that were looked at.
  private static func insert(
    _ group: Range<Int>, since time: Double, _ gpus: inout [GPUState], _ idle: inout IdleGPUs,
    _ bits: inout [UInt64], _ tables: MachineTables
  ) -> Int {
    let layout = tables.layout
    var bits = bits.mutableSpan
    var gpus = gpus.mutableSpan
    for gpu in group {
      gpus[gpu].freeAt = time
      gpus[gpu].execution = -1
      idle.insert(gpu, since: time, in: layout, &bits)
      guard let resident = gpus[gpu].resident else { continue }
      layout.insert(gpu, into: tables.firstWarm &+ resident.index, &bits)
    }
    return tables.windows.free(group, in: layout, &bits)
  }

  /// Removes a group from the sets of free GPUs; returns the number of words that were looked at.
  private static func remove(
    _ group: Range<Int>, _ gpus: [GPUState], _ idle: inout IdleGPUs, _ bits: inout [UInt64],
    _ tables: MachineTables
  ) -> Int {
    let layout = tables.layout
    var bits = bits.mutableSpan
    for gpu in group {
      idle.remove(gpu, from: layout, &bits)
      guard let resident = gpus[gpu].resident else { continue }
      layout.remove(gpu, from: tables.firstWarm &+ resident.index, &bits)
    }
    return tables.windows.take(group, from: layout, &bits)
  }
}
