/// A workflow to be written.
struct ImportedWorkflow {
  /// The id, unique.
  var id: String
  /// The nodes, each with the place of its model.
  var nodes: [(id: String, model: Int)]
  /// The edges, as pairs of places in `nodes`.
  var edges: [(from: Int, to: Int)] = []
}

/// The workflows of an import, each graph once.
struct WorkflowCatalog {
  /// The id of the node of a workflow of one call.
  static let callNode = "call"

  /// The workflows.
  private(set) var workflows: [ImportedWorkflow] = []
  private var ids: Set<String> = []
  private var singles: [Int?] = []
  private var chains: [[Int]: Int] = [:]
  private var graphs: [GraphKey: Int] = [:]

  private struct GraphKey: Hashable {
    var name: String
    var nodes: [String]
    var models: [Int]
    var edges: [[Int]]
  }

  /// The place of the workflow of one call of a model.
  mutating func single(_ model: Int, named id: String) -> Int {
    while singles.count <= model { singles.append(nil) }
    if let known = singles[model] { return known }
    let place = append(ImportedWorkflow(id: id, nodes: [(Self.callNode, model)]))
    singles[model] = place
    return place
  }

  /// The place of the workflow of calls of models one after the other, some of which are `pause`.
  mutating func chain(
    _ models: [Int], pause: Int? = nil, naming name: (Int) -> String
  ) -> Int {
    if models.count == 1 { return single(models[0], named: name(models[0])) }
    if let known = chains[models] { return known }
    let isOfOneModel = models.allSatisfy { $0 == models[0] }
    var (turns, pauses) = (0, 0)
    func node(_ model: Int) -> String {
      if model == pause { pauses += 1 } else { turns += 1 }
      return model == pause ? "pause-\(pauses)" : "turn-\(turns)"
    }
    let workflow = ImportedWorkflow(
      id: isOfOneModel ? "\(name(models[0]))-x\(models.count)" : "session-\(chains.count + 1)",
      nodes: models.map { (node($0), $0) },
      edges: models.indices.dropLast().map { ($0, $0 + 1) })
    let place = append(workflow)
    chains[models] = place
    return place
  }

  /// The place of a workflow; two of the same name and graph are one.
  mutating func graph(_ workflow: ImportedWorkflow) -> Int {
    let graph = GraphKey(
      name: workflow.id, nodes: workflow.nodes.map(\.id), models: workflow.nodes.map(\.model),
      edges: workflow.edges.map { [$0.from, $0.to] })
    if let known = graphs[graph] { return known }
    let place = append(workflow)
    graphs[graph] = place
    return place
  }

  /// Appends a workflow; its id gets a number if another one has it.
  @discardableResult
  mutating func append(_ workflow: ImportedWorkflow) -> Int {
    var workflow = workflow
    let name = workflow.id
    var number = 2
    while !ids.insert(workflow.id).inserted {
      workflow.id = "\(name)-\(number)"
      number += 1
    }
    workflows.append(workflow)
    return workflows.count - 1
  }
}
