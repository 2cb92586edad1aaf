/// One call of one model within a workflow.
public struct WorkflowNode: Hashable, Sendable {
  /// The node's name; unique in its workflow.
  public var id: String
  /// The model that the node calls.
  public var model: ModelID
  /// The names of what the node reads.
  public var inputs: [String]
  /// The names of what the node makes.
  public var outputs: [String]

  /// Describes a node.
  public init(id: String, model: ModelID, inputs: [String] = [], outputs: [String] = []) {
    self.id = id
    self.model = model
    self.inputs = inputs
    self.outputs = outputs
  }
}

/// A directed graph of model calls.
///
/// A graph with a cycle, or with a dependency on a node that it lacks, is representable: the nodes
/// concerned never become ready.
public struct Workflow: Sendable {
  /// The key in the configuration; unique.
  public let id: String
  /// The name shown to people.
  public let name: String
  /// The calls, in the order of the file.
  public let nodes: [WorkflowNode]
  /// For each node the nodes that must be completed before it: ascending, without repetition.
  public let dependencies: [[Int]]
  /// For each node the nodes that wait for it: ascending, without repetition.
  public let successors: [[Int]]
  /// For each node the names that it depends on and that no node of the workflow has.
  public let missingDependencies: [[String]]
  /// The nodes without dependencies, ascending.
  let roots: [Int32]
  /// For each node how many completions it waits for; a missing dependency never completes.
  let dependencyCounts: [Int32]

  /// Makes a workflow from its nodes and edges.
  ///
  /// Edges are pairs of indices into `nodes`; one that is given twice counts once. A node's missing
  /// dependencies are names that it waits for in vain.
  ///
  /// - Complexity: O(nodes + edges log edges).
  public init(
    id: String, name: String? = nil, nodes: [WorkflowNode], edges: [(from: Int, to: Int)],
    missingDependencies: [[String]]? = nil
  ) {
    var dependencies = [[Int]](repeating: [], count: nodes.count)
    var successors = dependencies
    for edge in edges {
      dependencies[edge.to].append(edge.from)
      successors[edge.from].append(edge.to)
    }
    self.id = id
    self.name = name ?? id
    self.nodes = nodes
    self.dependencies = dependencies.map(Self.sortedWithoutRepetition)
    self.successors = successors.map(Self.sortedWithoutRepetition)
    let missing = missingDependencies ?? [[String]](repeating: [], count: nodes.count)
    self.missingDependencies = missing
    dependencyCounts = nodes.indices.map { [dependencies = self.dependencies] node in
      Int32(dependencies[node].count + missing[node].count)
    }
    roots = dependencyCounts.indices.filter { [dependencyCounts] in dependencyCounts[$0] == 0 }
      .map(Int32.init)
  }

  /// Returns the same workflow in memory of its own, but for texts.
  func copied() -> Workflow { Workflow(copyOf: self) }

  private init(copyOf other: Workflow) {
    id = other.id
    name = other.name
    nodes = other.nodes.copied()
    dependencies = other.dependencies.map { $0.copied() }
    successors = other.successors.map { $0.copied() }
    missingDependencies = other.missingDependencies.map { $0.copied() }
    roots = other.roots.copied()
    dependencyCounts = other.dependencyCounts.copied()
  }

  private static func sortedWithoutRepetition(_ list: [Int]) -> [Int] {
    var result: [Int] = []
    for element in list.sorted() where element != result.last { result.append(element) }
    return result
  }
}
