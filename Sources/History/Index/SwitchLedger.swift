public import Engine

/// One entry of the switch ledger: a dispatch for which another model had to make way.
public struct SwitchEntry: Hashable, Sendable {
  /// The dispatch that caused it, as a place in `Trace.executions`.
  public let execution: Int
  /// When it began, in seconds.
  public let time: Double
  /// The GPUs on which it happened.
  public let gpus: Range<Int>
  /// The model that made way; on a group, the first one.
  public let from: ModelID
  /// The model that came in.
  public let to: ModelID
  /// How long it took.
  public let seconds: Double
  /// The next dispatch that loaded the evicted model again, as a place in `Trace.executions`.
  public let nextLoad: Int?
}

/// All switches of a trace, in order, with running sums.
struct SwitchLedger: Sendable {
  /// The dispatches that switched.
  private(set) var executions: [Int32] = []
  /// The seconds of all switches up to and with each one, added up in the order of dispatch.
  private var seconds: [Double] = []
  /// The same, each switch counted once for each GPU of its group.
  private var gpuSeconds: [Double] = []
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

  /// Notes a dispatch of `model`.
  mutating func note(_ index: Int, _ execution: Execution, model: ModelID) {
    guard execution.replaced != .nothing else { return }
    for entry in awaitingLoad[model.index] { nextLoads[Int(entry)] = Int32(index) }
    awaitingLoad[model.index].removeAll(keepingCapacity: true)
    guard case .model(let evicted) = execution.replaced else { return }
    let entry = Int32(executions.count)
    executions.append(Int32(index))
    seconds.append((seconds.last ?? 0) + execution.switchTime)
    gpuSeconds.append(
      (gpuSeconds.last ?? 0) + execution.switchTime * Double(execution.gpus.count))
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

  /// The seconds of the first `count` switches together.
  func seconds(ofFirst count: Int) -> Double { count == 0 ? 0 : seconds[count - 1] }

  /// The seconds that the first `count` switches kept GPUs busy.
  func gpuSeconds(ofFirst count: Int) -> Double { count == 0 ? 0 : gpuSeconds[count - 1] }

  /// The dispatch that brought back what a switch evicted, if it is among the first `executions`.
  func nextLoad(of entry: Int, amongExecutions executions: Int) -> Int? {
    let load = Int(nextLoads[entry])
    return load >= 0 && load < executions ? load : nil
  }

  /// How often each pair of models occurs among the first `count` switches, most frequent first.
  func pairCounts(ofFirst count: Int) -> [(from: ModelID, to: ModelID, count: Int)] {
    pairs.map { ($0.from, $0.to, $0.switches.partitionPoint { Int($0) >= count }) }
      .filter { $0.2 > 0 }
      .enumerated().sorted { ($1.element.2, $0.offset) < ($0.element.2, $1.offset) }
      .map(\.element)
  }
}
