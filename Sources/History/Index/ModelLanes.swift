import Engine

/// For each model its nodes in the order in which they became ready, and its dispatches.
///
/// Memory: 8 bytes for each node, 12 of models whose dispatches have another order than their nodes; 4 for
/// each load or switch.
struct ModelLanes: Sendable {
  private var lanes: [ModelLane]
  /// For each model the number of its nodes in all requests.
  let nodeCounts: [Int]

  init(_ scenario: Scenario) {
    var counts = [Int](repeating: 0, count: scenario.models.count)
    for (workflow, requests) in zip(scenario.workflows, scenario.requestCounts()) {
      for node in workflow.nodes { counts[node.model.index] += requests }
    }
    nodeCounts = counts
    lanes = [ModelLane](repeating: ModelLane(), count: counts.count)
  }

  /// The dispatches of all nodes, each counted once for each of its GPUs.
  func gpuDispatchCount(_ models: [Model]) -> Int {
    zip(nodeCounts, models).reduce(0) { $0 + $1.0 * $1.1.gpusRequired }
  }

  /// The lane of a model.
  subscript(model: ModelID) -> ModelLane { lanes[model.index] }

  /// Makes room for all nodes.
  mutating func reserveCapacity() {
    for (model, count) in nodeCounts.enumerated() { lanes[model].reserveCapacity(count) }
  }

  mutating func appendReadied(_ entry: Int, of model: ModelID) {
    lanes[model.index].appendReadied(entry)
  }

  mutating func appendExecution(
    _ index: Int, of model: ModelID, entry: Int, isPrepared: Bool
  ) {
    lanes[model.index].appendExecution(index, entry: entry)
    if isPrepared { lanes[model.index].appendPreparation(index) }
  }
}

/// The nodes of one model in the order in which they became ready, and its dispatches.
struct ModelLane: Sendable {
  /// The nodes, as places in `Trace.readied`.
  private var readied: [Int32] = []
  /// The dispatches, as places in `Trace.executions`.
  private var executions: [Int32] = []
  /// The dispatches that loaded the model.
  private var preparations: [Int32] = []
  /// For each node its dispatch; nil as long as the n-th dispatch is that of the n-th node.
  ///
  /// It stays so with all policies that take the longest-waiting node of each model.
  private var dispatches: MaximumTree<Int32>?

  private static let notYet = Int32.max

  mutating func reserveCapacity(_ count: Int) {
    readied.reserveCapacity(count)
    executions.reserveCapacity(count)
  }

  /// - Complexity: O(log nodes).
  mutating func appendReadied(_ entry: Int) {
    readied.append(Int32(entry))
    dispatches?.append(Self.notYet)
  }

  /// - Complexity: O(log nodes), but O(nodes) once.
  mutating func appendExecution(_ index: Int, entry: Int) {
    if dispatches == nil, Int(readied[executions.count]) != entry {
      var tree = MaximumTree<Int32>()
      for place in readied.indices {
        tree.append(place < executions.count ? executions[place] : Self.notYet)
      }
      dispatches = tree
    }
    dispatches?.set(readied.partitionPoint { Int($0) >= entry }, to: Int32(index))
    executions.append(Int32(index))
  }

  mutating func appendPreparation(_ index: Int) { preparations.append(Int32(index)) }

  /// The number of the model's nodes among the first `count` that became ready.
  func readiedCount(among count: Int) -> Int { readied.partitionPoint { Int($0) >= count } }

  /// The number of the first `count` dispatches of the trace that were of the model.
  func dispatchCount(among count: Int) -> Int { executions.partitionPoint { Int($0) >= count } }

  /// The number of the first `count` dispatches of the trace that loaded the model.
  func preparationCount(among count: Int) -> Int {
    preparations.partitionPoint { Int($0) >= count }
  }

  /// The latest of the first `count` dispatches of the trace that were of the model.
  ///
  /// - Complexity: O(log nodes).
  func lastExecution(among count: Int) -> Int? {
    let end = executions.partitionPoint { Int($0) >= count }
    return end > 0 ? Int(executions[end - 1]) : nil
  }

  /// Calls a closure with each node that became ready before `entry` and waits after some dispatches,
  /// in the order of becoming ready, until it returns false.
  ///
  /// - Complexity: O(log nodes), and O(log nodes) for each call.
  func visitWaiting(
    before entry: Int, afterExecutions count: Int, _ body: (_ entry: Int) -> Bool
  ) {
    let end = readied.partitionPoint { Int($0) >= entry }
    guard let dispatches else {
      var place = executions.partitionPoint { Int($0) >= count }
      while place < end, body(Int(readied[place])) { place += 1 }
      return
    }
    let bound = Int32(truncatingIfNeeded: count)
    var place = dispatches.firstIndex(from: 0, to: end, atLeast: bound)
    while let next = place, body(Int(readied[next])) {
      place = dispatches.firstIndex(from: next + 1, to: end, atLeast: bound)
    }
  }

  /// The number of nodes that became ready before `entry` and wait after some dispatches.
  ///
  /// - Complexity: O(log nodes) as long as nodes are dispatched in the order in which they became
  ///   ready, else O(nodes) at less than a nanosecond each.
  func waitingCount(before entry: Int, afterExecutions count: Int) -> Int {
    let end = readied.partitionPoint { Int($0) >= entry }
    guard let dispatches else {
      return max(0, end - executions.partitionPoint { Int($0) >= count })
    }
    let bound = Int32(truncatingIfNeeded: count)
    guard let first = dispatches.firstIndex(from: 0, to: end, atLeast: bound) else { return 0 }
    return dispatches.values[first..<end].count { $0 >= bound }
  }
}
