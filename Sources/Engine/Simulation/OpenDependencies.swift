/// The numbers of dependencies that are not completed, for nodes with several.
///
/// A node with a single dependency needs no count.
///
/// Memory: 4 bytes for each node with several dependencies.
struct OpenDependencies: Sendable {
  /// The index in `counts` of the first count of each kind.
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

  /// Sets the count of a node with several dependencies, given by its kind and its request's rank.
  mutating func begin(kind: Int, rank: Int32, dependencies: Int32) {
    counts[starts[kind] &+ Int(rank)] = dependencies
  }

  /// Counts a completed dependency of a node; returns whether it was the last one.
  mutating func completeOne(kind: Int, rank: Int32) -> Bool {
    let place = starts[kind] &+ Int(rank)
    let left = counts[place] &- 1
    counts[place] = left
    return left == 0
  }
}
