/// The nodes that wait for a GPU, in the order in which they became ready.
///
/// All waiting nodes of one model behave alike, so each model has a queue of its own; the order
/// over all of them is in the entries, which are places in `Trace.readied`.
struct ReadyQueue: Sendable {
  /// No entry: later than every entry.
  static let none = Int32.max

  /// For each model the entry that waits longest.
  private(set) var heads: [Int32]
  private var lanes: [Lane]
  private(set) var count = 0

  /// The queue of one model; what has left it stays in `entries`, 4 bytes for each node.
  private struct Lane: Sendable {
    var entries: [Int32] = []
    var head = 0
  }

  init(modelCount: Int) {
    heads = [Int32](repeating: Self.none, count: modelCount)
    lanes = [Lane](repeating: Lane(), count: modelCount)
  }

  mutating func append(_ entry: Int32, model: ModelID) {
    lanes[model.index].entries.append(entry)
    if heads[model.index] == Self.none { heads[model.index] = entry }
    count += 1
  }

  /// Takes out the entry of a model that waits longest; there must be one.
  mutating func popFirst(of model: ModelID) -> Int32 {
    let entry = heads[model.index]
    precondition(entry != Self.none, "no node of this model waits")
    let head = lanes[model.index].head + 1
    let isLast = head == lanes[model.index].entries.count
    heads[model.index] = isLast ? Self.none : lanes[model.index].entries[head]
    lanes[model.index].head = head
    count -= 1
    return entry
  }
}

/// The heads of the ready queue during one placement pass, without the models set aside.
///
/// Within a pass GPUs only become busy, so a model that found no place finds none later in it.
public struct PlacementPass: Sendable {
  private var heads: [Int32]

  init(modelCount: Int) {
    heads = [Int32](repeating: ReadyQueue.none, count: modelCount)
  }

  /// The model of the node that became ready first, of those not set aside.
  ///
  /// - Complexity: O(models).
  public var longestWaitingModel: ModelID? {
    var (model, earliest) = (0, ReadyQueue.none)
    for (index, head) in heads.enumerated() where head < earliest {
      (model, earliest) = (index, head)
    }
    return earliest == ReadyQueue.none ? nil : ModelID(model)
  }

  /// Leaves the nodes of a model where they are until the next pass.
  public mutating func setAside(_ model: ModelID) { heads[model.index] = ReadyQueue.none }

  /// The placement of the node of a model that waits longest.
  func placement(of model: ModelID, on gpus: Range<Int>) -> Placement {
    Placement(entry: Int(heads[model.index]), model: model, gpus: gpus)
  }

  mutating func begin(with queue: ReadyQueue) {
    for index in heads.indices { heads[index] = queue.heads[index] }
  }

  mutating func advance(_ model: ModelID, in queue: ReadyQueue) {
    heads[model.index] = queue.heads[model.index]
  }
}
