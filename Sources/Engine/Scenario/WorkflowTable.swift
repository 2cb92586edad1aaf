/// All workflows as flat columns: what the scheduler reads at every event.
///
/// A node of a workflow is a *kind*, its place in the columns. The kinds of a workflow's nodes are
/// neighbours, as are the nodes of a request in a list of all nodes, so that the way from a node to its
/// successor is the same in both.
struct WorkflowTable: Sendable {
  /// What is known of a kind.
  struct Kind: Sendable {
    let model: ModelID
    let dependencyCount: Int32
    /// Where its successors begin in the list of all of them.
    let firstSuccessor: Int32
    let successorCount: Int32
  }

  /// What is known of a workflow.
  struct Row: Sendable {
    let firstKind: Int32
    /// Where its roots begin in the list of all of them.
    let firstRoot: Int32
    let rootCount: Int32
  }

  private var kinds: [Kind] = []
  private var rows: [Row] = []
  private var successors: [Int32] = []
  private var roots: [Int32] = []

  init(_ workflows: [Workflow]) {
    for workflow in workflows {
      rows.append(
        Row(
          firstKind: Int32(kinds.count), firstRoot: Int32(roots.count),
          rootCount: Int32(workflow.roots.count)))
      roots += workflow.roots
      let firstKind = kinds.count
      for (node, list) in workflow.successors.enumerated() {
        kinds.append(
          Kind(
            model: workflow.nodes[node].model, dependencyCount: workflow.dependencyCounts[node],
            firstSuccessor: Int32(successors.count), successorCount: Int32(list.count)))
        successors += list.map { Int32(firstKind + $0) }
      }
    }
  }

  subscript(kind: Int) -> Kind { kinds[kind] }

  subscript(workflow: WorkflowID) -> Row { rows[workflow.index] }

  /// The model that a node of a workflow calls.
  func model(of workflow: WorkflowID, node: Int) -> ModelID {
    kinds[Int(rows[workflow.index].firstKind) + node].model
  }

  /// One of the kinds that wait for a node.
  func successor(at place: Int) -> Int { Int(successors[place]) }

  /// One of the nodes without dependencies, as a place in its workflow.
  func root(at place: Int) -> Int { Int(roots[place]) }
}
