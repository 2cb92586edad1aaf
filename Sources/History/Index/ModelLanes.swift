import Engine

/// For each model its nodes in the order in which they became ready, and its dispatches.
///
/// As long as placements take the longest-waiting node of their model, the two lists go side by side:
/// the n-th dispatch of a model is that of its n-th ready node. Some policies take others.
///
/// Memory: 8 bytes for each node.
struct ModelLanes: Sendable {
  /// For each model its places in `Trace.readied`.
  private(set) var readied: [[Int32]]
  /// For each model its places in `Trace.executions`.
  private(set) var executions: [[Int32]]

  /// For each model whether the two lists go side by side.
  private var areSideBySide: [Bool]

  init(modelCount: Int) {
    readied = [[Int32]](repeating: [], count: modelCount)
    executions = readied
    areSideBySide = [Bool](repeating: true, count: modelCount)
  }

  mutating func appendReadied(_ entry: Int, of model: ModelID) {
    readied[model.index].append(Int32(entry))
  }

  mutating func appendExecution(_ index: Int, of model: ModelID, entry: Int) {
    let expected = readied[model.index][executions[model.index].count]
    if expected != entry { areSideBySide[model.index] = false }
    executions[model.index].append(Int32(index))
  }

  /// The nodes of a model that became ready before `entry` and wait after some dispatches, as places
  /// in `Trace.readied`.
  ///
  /// - Complexity: O(log nodes) while the two lists go side by side, else O(nodes).
  func waiting(
    of model: ModelID, before entry: Int, afterExecutions count: Int, _ dispatches: DispatchTree
  ) -> ArraySlice<Int32> {
    guard areSideBySide[model.index] else {
      return readied[model.index].prefix { $0 < entry }
        .filter { dispatches.execution(of: Int($0)) ?? .max >= count }[...]
    }
    let gone = executions[model.index].partitionPoint { Int($0) >= count }
    let end = readied[model.index].partitionPoint { Int($0) >= entry }
    return gone < end ? readied[model.index][gone..<end] : []
  }

  /// The latest of the first `count` dispatches of the trace that were of a model.
  ///
  /// - Complexity: O(log nodes).
  func lastExecution(of model: ModelID, among count: Int) -> Int? {
    let end = executions[model.index].partitionPoint { Int($0) >= count }
    return end > 0 ? Int(executions[model.index][end - 1]) : nil
  }
}
