import Engine

/// What one GPU did, in order.
///
/// Memory: 72 bytes for each dispatch to it.
struct GPUHistory: Sendable {
  /// The dispatches to it.
  private(set) var executions: [Int32] = []
  /// The same with all that is needed to draw them, side by side in memory.
  private(set) var entries: [LaneEntry] = []
  /// For each entry the latest one, up to and with it, that switches; −1 if there is none.
  private(set) var latestSwitches: [Int32] = []
  /// The entries that load onto the empty GPU, or into a group with an empty one.
  private(set) var loads: [Int32] = []
  /// The busy seconds of all dispatches before each one.
  private var busyBefore: [Double] = []
  private var busyTotal = 0.0
  /// When each entry begins: a search looks here, where the times lie close together.
  private var begins: [Double] = []
  /// When every 16th entry begins: a search for something far away looks here first.
  private var milestones: [Double] = []
  private static let milestoneDistance = 16
  private(set) var work: WorkSums

  init(modelCount: Int) { work = WorkSums(modelCount: modelCount) }

  mutating func append(_ index: Int, _ execution: Execution, model: ModelID) {
    // Only now is it certain what the entry before took.
    if let last = entries.last { work.append(last) }
    let place = Int32(entries.count)
    let entry = LaneEntry(index, execution, model: model, after: entries.last?.end ?? -.infinity)
    executions.append(Int32(index))
    if entries.count.isMultiple(of: Self.milestoneDistance) { milestones.append(entry.begin) }
    begins.append(entry.begin)
    entries.append(entry)
    var latestSwitch = latestSwitches.last ?? -1
    switch entry.preparation {
    case .switching: latestSwitch = place
    case .loading: loads.append(place)
    case .computing, nil: break
    }
    latestSwitches.append(latestSwitch)
    busyBefore.append(busyTotal)
    busyTotal += execution.switchTime + execution.executionTime
  }

  /// The latest of the first `count` dispatches of the trace that went to this GPU.
  ///
  /// - Returns: its place in `executions`.
  /// - Complexity: O(log executions).
  func last(amongExecutions count: Int) -> Int? {
    let end = executions.partitionPoint { Int($0) >= count }
    return end > 0 ? end - 1 : nil
  }

  /// The busy seconds of the dispatches before the one at `position` of `executions`.
  func busy(before position: Int) -> Double { busyBefore[position] }

  /// The first of the entries from `low` up to `high` that begins at a time or later; else `high`.
  ///
  /// - Complexity: O(log of the distance to the result).
  func firstEntry(beginningAt time: Double, from low: Int, to high: Int) -> Int {
    guard low < high, begins[low] < time else { return low }
    var (milestone, step) = (low / Self.milestoneDistance + 1, 1)
    while milestone + step <= milestones.count, milestones[milestone + step - 1] < time {
      milestone += step
      step *= 2
    }
    let end = min(milestone + step, milestones.count)
    milestone = milestones[min(milestone, end)..<end].partitionPoint { $0 >= time }
    let first = max(low, (milestone - 1) * Self.milestoneDistance)
    let last = min(high, milestone * Self.milestoneDistance)
    return begins[min(first, last)..<last].partitionPoint { $0 >= time }
  }
}
