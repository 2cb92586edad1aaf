extension Machine {
  /// The number of GPUs, absent ones included.
  public var gpuCount: Int { gpus.count }

  /// The number of GPUs that are present.
  public var presentCount: Int { shape.presentCount }

  /// Whether a GPU gets no nodes.
  public func isAbsent(_ gpu: Int) -> Bool { hasAbsentGPUs && shape.isAbsent(gpu) }

  /// Whether a GPU is free.
  public func isFree(_ gpu: Int) -> Bool {
    layout.contains(gpu, in: FreeWindows.freeGPUs, bits.span)
  }

  /// Whether all GPUs of a group exist and are free.
  ///
  /// - Complexity: O(1) up to 64 GPUs of the group.
  public func isFree(_ group: Range<Int>) -> Bool {
    guard group.lowerBound >= 0, group.upperBound <= gpuCount else { return false }
    let end = group.upperBound
    return layout.runEnd(from: group.lowerBound, to: end, bits.span) == end
  }

  /// The model on a GPU, of several the one that was used last; nil if there is none.
  public func resident(of gpu: Int) -> ModelID? {
    guard let occupancy else { return gpus[gpu].resident }
    if let latest = gpus[gpu].resident, isResident(latest, on: gpu) { return latest }
    return occupancy.value.residents[gpu].list.max { $0.lastUse < $1.lastUse }?.model
  }

  /// The time, in seconds, at which the last node of a GPU ends or ended; 0 if it never had one,
  /// infinite if the GPU is absent.
  public func freeAt(_ gpu: Int) -> Double { isAbsent(gpu) ? .infinity : gpus[gpu].freeAt }

  /// The time, in seconds, since which all GPUs of a free group are free; 0 if they never had a node.
  public func freeSince(_ group: Range<Int>) -> Double {
    var since = -Double.infinity
    for gpu in group { since = max(since, gpus[gpu].freeAt) }
    return since
  }

  /// The time, in seconds, from which on a group is free if nothing else is placed there; `now` if
  /// it is free already.
  public func freeTime(of group: Range<Int>, at now: Double) -> Double {
    group.reduce(now) { max($0, freeTime(of: $1, at: now)) }
  }

  /// The same for one GPU.
  private func freeTime(of gpu: Int, at now: Double) -> Double {
    gpus[gpu].execution < 0 && !isAbsent(gpu) ? now : max(now, freeAt(gpu))
  }
}

// MARK: - Room for models

extension Machine {
  /// The number of consecutive GPUs that a model takes.
  public func gpusRequired(by model: ModelID) -> Int { gpusRequired[model.index] }

  /// The different numbers of GPUs that models take and the machine has: ascending, the first is 1.
  public var groupSizes: [Int] { windows.sizes }

  /// The number of different group sizes.
  public var groupSizeCount: Int { windows.sizes.count }

  /// The length of the longest run of consecutive free GPUs.
  ///
  /// - Complexity: O(runs of free GPUs + GPUs / 64).
  public var longestFreeRun: Int { windows.longestRun(in: layout, bits.span) }

  /// Whether `groupSizes[index]` consecutive GPUs are free.
  ///
  /// - Complexity: O(1) up to 4,096 GPUs.
  public func hasFreeWindow(ofSizeAt index: Int) -> Bool {
    layout.first(of: index, bits.span) != nil
  }

  /// The number of group sizes, from the smallest on, for which a window is free.
  ///
  /// - Complexity: O(group sizes).
  var fittingSizeCount: Int {
    var count = 0
    while count < groupSizeCount, hasFreeWindow(ofSizeAt: count) { count &+= 1 }
    return count
  }

  /// Whether a GPU that is not one of a group is free.
  ///
  /// - Complexity: O(GPUs of the group / 64).
  @inline(__always)
  func hasFreeGPU(outside group: Range<Int>) -> Bool {
    freeCount > layout.memberCount(from: group, of: FreeWindows.freeGPUs, bits.span)
  }

  /// The number of group sizes up to a number of GPUs.
  ///
  /// - Complexity: O(group sizes).
  func sizeCount(upTo gpuCount: Int) -> Int {
    var count = 0
    while count < groupSizeCount, windows.sizes[count] <= gpuCount { count &+= 1 }
    return count
  }

  /// Whether a node of a model could be placed now.
  ///
  /// - Complexity: O(1) up to 4,096 GPUs.
  public func hasRoom(for model: ModelID) -> Bool {
    if let tables = memory { return usableWindow(for: model, from: 0, tables) != nil }
    return sizeIndices[model.index].map(hasFreeWindow(ofSizeAt:)) ?? false
  }

  /// Whether a node of a model could be placed if all GPUs that are present were free.
  ///
  /// - Complexity: O(rows of present GPUs).
  public func canEverRun(_ model: ModelID) -> Bool {
    if let tables = memory { return canEverTake(model, tables) }
    return rows.contains { $0.count >= gpusRequired[model.index] }
  }

  /// The condition that keeps a node of a model waiting; `nextPass` if there is room for it.
  ///
  /// - Complexity: O(runs of free GPUs + GPUs / 64).
  public func waitingReason(for model: ModelID) -> WaitingReason {
    if let tables = memory { return waitingReason(for: model, tables) }
    let required = gpusRequired(by: model)
    guard canEverRun(model) else {
      return .neverFits(required: required, available: shape.longestRow.count)
    }
    if freeCount == 0 { return .noFreeGPU }
    let longest = longestFreeRun
    return longest < required
      ? .noFreeWindow(required: required, longestFreeRun: longest) : .nextPass
  }

  /// The lowest window of free GPUs that a model fits in.
  ///
  /// - Complexity: O(1) up to 4,096 GPUs.
  @inline(__always)
  public func firstFreeWindow(for model: ModelID) -> Range<Int>? {
    if let tables = memory { return usableWindow(for: model, from: 0, tables) }
    return plainWindow(for: model)
  }

  /// The same on a plain machine.
  @inline(__always)
  private func plainWindow(for model: ModelID) -> Range<Int>? {
    guard let index = sizeIndices[model.index], let first = layout.first(of: index, bits.span)
    else {
      return nil
    }
    return first..<first + gpusRequired[model.index]
  }

  /// The lowest free GPU on which a model is resident.
  ///
  /// - Complexity: O(1) up to 4,096 GPUs.
  @inline(__always)
  public func firstFreeGPU(holding model: ModelID) -> Int? {
    if let tables = memory { return firstUsableGPU(holding: model, tables) }
    return layout.first(of: firstWarm &+ model.index, bits.span)
  }

  /// The GPU that has been free longest; the lowest among equals.
  ///
  /// - Complexity: O(1) up to 4,096 GPUs.
  public var longestFreeGPU: Int? { idle.first(in: layout, bits.span) }

  /// The GPU that has been free longest of those that can take a model; the lowest among equals.
  ///
  /// - Complexity: O(1) up to 4,096 GPUs; O(free GPUs) where memory or kinds of GPUs play a part.
  public func longestFreeGPU(for model: ModelID) -> Int? {
    if let tables = memory { return longestUsableGPU(whatever: model, tables) }
    return longestFreeGPU
  }

  /// The GPUs that the baseline gives a model; nil if it has to wait.
  ///
  /// A single-GPU model gets the lowest free GPU on which it is resident, else the GPU that has been
  /// free longest; a larger model the lowest window of free GPUs. Where GPUs hold several models, those
  /// come first on which the model fits without evictions.
  ///
  /// - Complexity: O(1) up to 4,096 GPUs; O(free GPUs) where memory or kinds of GPUs play a part.
  @inline(__always)
  public func usualGPUs(for model: ModelID) -> Range<Int>? {
    if let tables = memory { return usualUsableGPUs(for: model, tables) }
    return plainGPUs(for: model)
  }

  /// The same on a plain machine.
  @inline(__always)
  func plainGPUs(for model: ModelID) -> Range<Int>? {
    if gpusRequired[model.index] > 1 { return plainWindow(for: model) }
    let warm = layout.first(of: firstWarm &+ model.index, bits.span)
    return (warm ?? longestFreeGPU).map { $0..<$0 + 1 }
  }

  /// The windows of present GPUs that a model fits in, busy or free, the lowest first.
  public func windows(for model: ModelID) -> some Sequence<Range<Int>> {
    let required = gpusRequired(by: model)
    return rows.lazy.flatMap { row in
      (row.lowerBound..<max(row.lowerBound, row.upperBound - required + 1)).lazy
        .map { $0..<$0 + required }
    }
  }

  /// The windows of free GPUs that a model fits in, the lowest first.
  ///
  /// - Complexity: O(GPUs / 64) and O(1) for each window.
  public func freeWindows(for model: ModelID) -> GPUWindows {
    if let tables = memory {
      let starts = usableStarts(for: model, tables)
      let layout = GPUSetLayout(count: 1, capacity: gpuCount)
      return GPUWindows(
        starts: layout.members(of: 0, in: starts), size: gpusRequired[model.index])
    }
    return GPUWindows(
      starts: layout.members(of: sizeIndices[model.index], in: bits),
      size: gpusRequired[model.index])
  }

  /// The first of `freeWindows(for:)` that does not begin below `start`.
  ///
  /// - Complexity: O(GPUs / 64).
  @inline(__always)
  func freeWindow(for model: ModelID, from start: Int) -> Range<Int>? {
    if let tables = memory { return usableWindow(for: model, from: start, tables) }
    guard let index = sizeIndices[model.index],
      let first = layout.next(from: start, in: index, bits.span)
    else { return nil }
    return first..<first &+ gpusRequired[model.index]
  }
}

/// Windows of free GPUs, the lowest first.
public struct GPUWindows: Sequence, IteratorProtocol, Sendable {
  fileprivate var starts: GPUSetMembers
  fileprivate let size: Int

  /// Returns the next window; nil at the end.
  public mutating func next() -> Range<Int>? { starts.next().map { $0..<$0 + size } }
}

// MARK: - Costs

extension Machine {
  /// The cost of placing a model on a group now.
  ///
  /// Under `gswarm` only the first GPU of the group is looked at.
  @inline(__always)
  public func switching(to model: ModelID, on group: Range<Int>) -> Switch {
    if memory != nil { return preparation(for: model, on: group).switching }
    return plainSwitching(to: model, on: group)
  }

  /// The same on a plain machine.
  @inline(__always)
  func plainSwitching(to model: ModelID, on group: Range<Int>) -> Switch {
    if group.count == 1 || rules == .gswarm {
      return costs.switching(from: gpus[group.lowerBound].resident, to: model)
    }
    return costs.switching(gpus[group].lazy.map(\.resident), to: model)
  }

  /// A time, in seconds, that no GPU without a model is below that gets it.
  @inline(__always)
  func leastSwitchSeconds(to model: ModelID) -> Double { tables.leastSwitchSeconds[model.index] }

  /// The same cost as `switching(to:on:)`, in seconds, without what makes way.
  @inline(__always)
  func switchSeconds(to model: ModelID, on group: Range<Int>) -> Double {
    if let tables = memory { return preparationSeconds(for: model, on: group, tables) }
    let first = costs.seconds(from: gpus[group.lowerBound].resident, to: model)
    guard group.count > 1, rules != .gswarm else { return first }
    var seconds = max(0, first)
    for gpu in group.dropFirst() {
      seconds = max(seconds, costs.seconds(from: gpus[gpu].resident, to: model))
    }
    return seconds
  }

  /// The first of the looked-at GPUs of a group on which making a model resident costs most.
  public func dearestGPU(of group: Range<Int>, for model: ModelID) -> Int {
    if let tables = memory { return dearestUsableGPU(of: group, for: model, tables) }
    let cost = switching(to: model, on: group).seconds
    return group.first { costs.seconds(from: gpus[$0].resident, to: model) == cost }
      ?? group.lowerBound
  }
}
