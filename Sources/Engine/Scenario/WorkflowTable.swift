/// All workflows as flat columns, for the scheduler to read at every event.
///
/// A node of a workflow is a *kind*, its place in the columns; the kinds of a workflow's nodes are
/// neighbours.
package struct WorkflowTable: Sendable {
  /// A node of a workflow.
  package struct Kind: Sendable {
    package let model: ModelID
    /// The place of the node in its workflow.
    package let node: Int32
    package let dependencyCount: Int32
    /// The index of its first successor in the list of all successors.
    package let firstSuccessor: Int32
    package let successorCount: Int32
  }

  /// A workflow.
  package struct Row: Sendable {
    package let firstKind: Int32
    /// The index of its first root in the list of all roots.
    package let firstRoot: Int32
    package let rootCount: Int32
    /// The index of its first join, a node with several dependencies, in the list of all joins.
    package let firstJoin: Int32
    package let joinCount: Int32
  }

  private var kinds: [Kind] = []
  private var rows: [Row] = []
  private var successors: [Int32] = []
  private var roots: [Int32] = []
  private var joins: [Int32] = []

  package init(_ workflows: [Workflow]) {
    for workflow in workflows {
      let ownJoins = workflow.nodes.indices.filter { workflow.dependencyCounts[$0] > 1 }
      rows.append(
        Row(
          firstKind: Int32(kinds.count), firstRoot: Int32(roots.count),
          rootCount: Int32(workflow.roots.count), firstJoin: Int32(joins.count),
          joinCount: Int32(ownJoins.count)))
      roots += workflow.roots
      joins += ownJoins.map(Int32.init)
      let firstKind = kinds.count
      for (node, list) in workflow.successors.enumerated() {
        kinds.append(
          Kind(
            model: workflow.nodes[node].model, node: Int32(node),
            dependencyCount: workflow.dependencyCounts[node],
            firstSuccessor: Int32(successors.count), successorCount: Int32(list.count)))
        successors += list.map { Int32(firstKind + $0) }
      }
    }
  }

  package subscript(kind: Int) -> Kind { kinds[kind] }

  package subscript(workflow: WorkflowID) -> Row { rows[workflow.index] }

  /// The model that a node of a workflow calls.
  package func model(of workflow: WorkflowID, node: Int) -> ModelID {
    kinds[Int(rows[workflow.index].firstKind) + node].model
  }

  /// The kind at a place in the list of successors.
  func successor(at place: Int) -> Int { Int(successors[place]) }

  /// The node at a place in the list of roots, as a place in its workflow.
  func root(at place: Int) -> Int { Int(roots[place]) }

  /// The node at a place in the list of joins, as a place in its workflow.
  func join(at place: Int) -> Int { Int(joins[place]) }
}
