/// How many nodes are still to be completed before those that wait for several of them.
///
/// A node that waits for one alone needs no count. 4 bytes for each of the others.
struct OpenDependencies: Sendable {
  /// For each kind where its counts begin, less what is not a join.
  private let starts: [Int]
  private var counts: [Int32]

  /// - Complexity: O(nodes with several dependencies) of all requests.
  init(_ scenario: Scenario) {
    var starts: [Int] = []
    var end = 0
    for (workflow, count) in zip(scenario.workflows, scenario.requestCounts()) {
      for dependencies in workflow.dependencyCounts {
        starts.append(end)
        if dependencies > 1 { end += count }
      }
    }
    self.starts = starts
    counts = [Int32](repeating: 0, count: end)
  }

  /// Begins to count for a node with several dependencies, given by its kind and its request's rank.
  mutating func begin(kind: Int, rank: Int32, dependencies: Int32) {
    counts[starts[kind] &+ Int(rank)] = dependencies
  }

  /// Takes note that one of the dependencies is completed; whether it was the last.
  mutating func completeOne(kind: Int, rank: Int32) -> Bool {
    let place = starts[kind] &+ Int(rank)
    let left = counts[place] &- 1
    counts[place] = left
    return left == 0
  }
}
