import Engine

/// The work of one GPU, in order.
///
/// Memory: 34 bytes for each dispatch to it, and `WorkSums`.
struct GPUHistory: Sendable {
  /// The dispatches to it, with all that is needed to draw them side by side in memory.
  private(set) var entries: [LaneEntry] = []
  /// The entries that load onto the empty GPU, or into a group with an empty one.
  private(set) var loads: [Int32] = []
  private(set) var work: WorkSums
  private var milestones: [Milestone] = []
  /// The busy seconds of all entries but the last one.
  private var settledBusy = 0.0
  private var lastBusy = 0.0

  /// The state at every 16th entry, from which that at any other is a few steps away.
  private struct Milestone: Sendable {
    /// The beginning of the entry, in seconds: a search for a time far away looks here first.
    var begin: Double
    /// The busy seconds of all entries before it.
    var busyBefore: Double
    /// The latest entry before it that switches; −1 if there is none.
    var latestSwitch: Int32
  }

  private static let milestoneDistance = 16

  init(modelCount: Int) { work = WorkSums(modelCount: modelCount) }

  mutating func reserveCapacity(_ count: Int) {
    entries.reserveCapacity(count)
    milestones.reserveCapacity(count / Self.milestoneDistance + 1)
    work.reserveCapacity(count)
  }

  mutating func append(_ index: Int, _ execution: Execution, model: ModelID) {
    // Only now is it certain what the entry before took.
    if let last = entries.last { work.append(last) }
    settledBusy += lastBusy
    let place = entries.count
    if place.isMultiple(of: Self.milestoneDistance) {
      let latest = place == 0 ? -1 : latestSwitch(upTo: place - 1)
      milestones.append(
        Milestone(begin: 0, busyBefore: settledBusy, latestSwitch: Int32(latest)))
    }
    setLast(LaneEntry(index, execution, model: model, after: entries.last?.end), isNew: true)
    lastBusy = execution.switchTime + execution.executionTime
  }

  /// Replaces the times of the last entry.
  mutating func updateLast(_ index: Int, _ execution: Execution, model: ModelID) {
    let previous = entries.count > 1 ? entries[entries.count - 2] : nil
    setLast(LaneEntry(index, execution, model: model, after: previous?.end), isNew: false)
    lastBusy = execution.switchTime + execution.executionTime
  }

  private mutating func setLast(_ entry: LaneEntry, isNew: Bool) {
    if !isNew { entries.removeLast() }
    let place = entries.count
    if place == entries.capacity {
      // Less than by doubling: the lists of all GPUs are a quarter of the memory of a long run.
      entries.reserveCapacity(place + place / 4 + 16)
    }
    entries.append(entry)
    if place.isMultiple(of: Self.milestoneDistance) {
      milestones[place / Self.milestoneDistance].begin = entry.begin
    }
    if loads.last == Int32(place) { loads.removeLast() }
    if case .loading = entry.preparation { loads.append(Int32(place)) }
  }

  /// The place of the latest entry up to and with `place` that switches; −1 if there is none.
  ///
  /// - Complexity: O(1).
  func latestSwitch(upTo place: Int) -> Int {
    let milestone = place / Self.milestoneDistance
    let near = (milestone * Self.milestoneDistance...place).last { entries[$0].isSwitch }
    return near ?? Int(milestones[milestone].latestSwitch)
  }

  /// The number of entries among the first `count` dispatches of the trace.
  ///
  /// - Complexity: O(log entries).
  func count(amongExecutions count: Int) -> Int {
    entries.partitionPoint { $0.execution >= count }
  }

  /// The latest of the first `count` dispatches of the trace that went to this GPU.
  ///
  /// - Complexity: O(log entries).
  func lastExecution(among count: Int) -> Int? {
    let known = self.count(amongExecutions: count)
    return known > 0 ? entries[known - 1].execution : nil
  }

  /// The busy seconds of all entries before one.
  ///
  /// - Complexity: O(1).
  func busy(before place: Int, in trace: Trace) -> Double {
    let milestone = place / Self.milestoneDistance
    // In the order in which the whole was added up, so that the last bit agrees.
    return entries[milestone * Self.milestoneDistance..<place]
      .reduce(milestones[milestone].busyBefore) { sum, entry in
        let execution = trace.executions[entry.execution]
        return sum + (execution.switchTime + execution.executionTime)
      }
  }

  /// The first of the entries from `low` up to `high` that begins at a time or later; else `high`.
  ///
  /// - Complexity: O(log of the distance to the result).
  func firstEntry(beginningAt time: Double, from low: Int, to high: Int) -> Int {
    guard low < high, entries[low].begin < time else { return low }
    var (milestone, step) = (low / Self.milestoneDistance + 1, 1)
    while milestone + step <= milestones.count, milestones[milestone + step - 1].begin < time {
      milestone += step
      step *= 2
    }
    let end = min(milestone + step, milestones.count)
    milestone = milestones[min(milestone, end)..<end].partitionPoint { $0.begin >= time }
    let first = max(low, (milestone - 1) * Self.milestoneDistance)
    let last = min(high, milestone * Self.milestoneDistance)
    return entries[min(first, last)..<last].partitionPoint { $0.begin >= time }
  }
}
