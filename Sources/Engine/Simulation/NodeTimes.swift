/// The execution times of the nodes of all requests, in the order of their use.
///
/// The requests for a workflow reach each of its nodes one after the other, so the times of the same
/// node are neighbours. With the times of each request together, every dispatch of a large run would
/// wait for memory.
///
/// Memory: 8 bytes for each node, 4 for each request.
struct NodeTimes: Sendable {
  /// The index in `seconds` of the first time of each kind.
  private let starts: [Int]
  /// The number of earlier requests for the same workflow, for each request.
  private let ranks: [Int32]
  private let seconds: [Double]

  /// - Complexity: O(nodes) of all requests.
  init(_ scenario: Scenario, _ workflows: WorkflowTable, rules: Rules) {
    let requests = scenario.requests
    let counts = scenario.requestCounts()
    var starts: [Int] = []
    var end = 0
    for (workflow, count) in zip(scenario.workflows, counts) {
      for _ in workflow.nodes {
        starts.append(end)
        end += count
      }
    }
    var seconds = [Double](repeating: 0, count: end)
    var ranks: [Int32] = []
    ranks.reserveCapacity(requests.count)
    var seen = [Int32](repeating: 0, count: scenario.workflows.count)
    for index in 0..<requests.count {
      let request = RequestID(index)
      let workflow = requests.workflow(of: request)
      let rank = seen[workflow.index]
      seen[workflow.index] = rank &+ 1
      ranks.append(rank)
      let first = Int(workflows[workflow].firstKind)
      let places = requests.flatIndices(of: request)
      for node in 0..<places.count {
        seconds[starts[first &+ node] &+ Int(rank)] = scenario.executionTime(
          places.lowerBound &+ node, rules: rules)
      }
    }
    (self.starts, self.ranks, self.seconds) = (starts, ranks, seconds)
  }

  /// The number of earlier requests for the same workflow as a request's.
  func rank(of request: RequestID) -> Int32 { ranks[request.index] }

  /// The execution time of a node, in seconds, by its kind and the rank of its request.
  func seconds(kind: Int, rank: Int32) -> Double { seconds[starts[kind] &+ Int(rank)] }
}
