public import Engine

/// An entry of the switch ledger: a dispatch that evicted another model.
public struct SwitchEntry: Hashable, Sendable {
  /// The dispatch that caused it, as a place in `Trace.executions`.
  public let execution: Int
  /// The time of the dispatch, in seconds.
  public let time: Double
  /// The GPUs on which it happened.
  public let gpus: Range<Int>
  /// The evicted model; on a group, the first one.
  public let from: ModelID
  /// The dispatched model.
  public let to: ModelID
  /// Its length, in seconds.
  public let seconds: Double
  /// The next dispatch that loaded the evicted model, as a place in `Trace.executions`.
  public let nextLoad: Int?
}

/// The time that went into some switches.
struct SwitchTimes: Sendable {
  /// In seconds, added up in the order of dispatch.
  private(set) var seconds = 0.0
  /// The same, each switch counted once for each GPU of its group.
  private(set) var gpuSeconds = 0.0

  mutating func add(_ execution: Execution) {
    seconds += execution.switchTime
    gpuSeconds += execution.switchTime * Double(execution.gpus.count)
  }

  /// Takes off a part of a switch that is still to come, in seconds.
  mutating func subtract(_ rest: Double, on gpuCount: Int) {
    seconds = max(0, seconds - rest)
    gpuSeconds = max(0, gpuSeconds - rest * Double(gpuCount))
  }
}

/// The switches of a trace, in order, with running sums.
///
/// Memory: 13 bytes for each switch.
struct SwitchLedger: Sendable {
  /// The dispatches that switched.
  private(set) var executions: [Int32] = []
  /// The time of all switches before every 16th one.
  private var milestones: [SwitchTimes] = []
  private static let milestoneDistance = 16
  /// For each switch the dispatch that brought the evicted model back; −1 if none has.
  private var nextLoads: [Int32] = []
  /// For each model the switches that evicted it since it was last loaded.
  private var awaitingLoad: [[Int32]]
  /// The switches of each pair of models, in order of first appearance.
  private var pairs: [(from: ModelID, to: ModelID, switches: [Int32])] = []
  private var pairIndices: [PairKey: Int] = [:]

  private struct PairKey: Hashable {
    let from: ModelID
    let to: ModelID
  }

  init(modelCount: Int) { awaitingLoad = [[Int32]](repeating: [], count: modelCount) }

  /// Adds a dispatch of `model`.
  mutating func note(_ index: Int, of trace: Trace, model: ModelID) {
    let execution = trace.executions[index]
    guard execution.replaced != .nothing else { return }
    for entry in awaitingLoad[model.index] { nextLoads[Int(entry)] = Int32(index) }
    awaitingLoad[model.index].removeAll(keepingCapacity: true)
    guard case .model(let evicted) = execution.replaced else { return }
    let entry = Int32(executions.count)
    if executions.count.isMultiple(of: Self.milestoneDistance) {
      milestones.append(times(ofFirst: executions.count, in: trace))
    }
    executions.append(Int32(index))
    nextLoads.append(-1)
    awaitingLoad[evicted.index].append(entry)
    let key = PairKey(from: evicted, to: model)
    if let pair = pairIndices[key] {
      pairs[pair].switches.append(entry)
    } else {
      pairIndices[key] = pairs.count
      pairs.append((evicted, model, [entry]))
    }
  }

  /// The number of switches among the first `executions` dispatches.
  func count(afterExecutions count: Int) -> Int {
    executions.partitionPoint { Int($0) >= count }
  }

  /// The time of the first `count` switches.
  ///
  /// - Complexity: O(1).
  func times(ofFirst count: Int, in trace: Trace) -> SwitchTimes {
    guard !milestones.isEmpty else { return SwitchTimes() }
    let milestone = min(count / Self.milestoneDistance, milestones.count - 1)
    var times = milestones[milestone]
    for index in executions[milestone * Self.milestoneDistance..<count] {
      times.add(trace.executions[Int(index)])
    }
    return times
  }

  /// The dispatch that brought back what a switch evicted, if it is among the first `executions`.
  func nextLoad(of entry: Int, amongExecutions executions: Int) -> Int? {
    let load = Int(nextLoads[entry])
    return load >= 0 && load < executions ? load : nil
  }

  /// The number of times that each pair of models occurs among the first `count` switches, most frequent first.
  func pairCounts(ofFirst count: Int) -> [(from: ModelID, to: ModelID, count: Int)] {
    pairs.map { ($0.from, $0.to, $0.switches.partitionPoint { Int($0) >= count }) }
      .filter { $0.2 > 0 }
      .enumerated().sorted { ($1.element.2, $0.offset) < ($0.element.2, $1.offset) }
      .map(\.element)
  }
}
