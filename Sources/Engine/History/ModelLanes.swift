/// For each model its nodes in the order in which they became ready, and its dispatches.
///
/// A placement always takes the longest-waiting node of its model, so that the two lists go side by
/// side: the n-th dispatch of a model is that of its n-th ready node.
///
/// Memory: 8 bytes for each node.
struct ModelLanes: Sendable {
  /// For each model its places in `Trace.readied`.
  private(set) var readied: [[Int32]]
  /// For each model its places in `Trace.executions`.
  private(set) var executions: [[Int32]]

  init(modelCount: Int) {
    readied = [[Int32]](repeating: [], count: modelCount)
    executions = readied
  }

  mutating func appendReadied(_ entry: Int, of model: ModelID) {
    readied[model.index].append(Int32(entry))
  }

  mutating func appendExecution(_ index: Int, of model: ModelID) {
    executions[model.index].append(Int32(index))
  }

  /// The nodes of a model that became ready before `entry` and wait after some dispatches, as places
  /// in `Trace.readied`.
  ///
  /// - Complexity: O(log nodes).
  func waiting(of model: ModelID, before entry: Int, afterExecutions count: Int)
    -> ArraySlice<Int32>
  {
    let gone = executions[model.index].partitionPoint { Int($0) >= count }
    let end = readied[model.index].partitionPoint { Int($0) >= entry }
    return gone < end ? readied[model.index][gone..<end] : []
  }
}
