/// The execution times of the nodes of all requests under some rules.
///
/// Memory: under `standard` none, since it shares the table of the requests; under `gswarm` 8 bytes for
/// each node.
struct NodeTimes: Sendable {
  /// For each kind of `WorkflowTable` the times, in seconds, by the ranks of the requests.
  private let columns: [[Double]]

  /// - Complexity: O(1) for each kind under `standard`, O(nodes) of all requests under `gswarm`.
  init(_ scenario: Scenario, rules: Rules) {
    columns = scenario.workflows.enumerated().flatMap { index, workflow in
      workflow.nodes.indices.map {
        scenario.requests.seconds(ofNode: $0, in: WorkflowID(index), rules: rules)
      }
    }
  }

  /// The execution time of a node, in seconds, by its kind and the rank of its request.
  func seconds(kind: Int, rank: Int32) -> Double { columns[kind][Int(rank)] }
}
