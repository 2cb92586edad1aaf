internal import Documents
internal import Engine

/// Decodes one workflow of a configuration.
struct WorkflowDecoder {
  let models: DecodedModels
  let rules: Rules

  func decode(_ entry: Node.Entry, _ diagnostics: inout Diagnostics) -> Workflow? {
    guard FieldReader.isUsableID(entry, of: "a workflow", &diagnostics) else { return nil }
    let owner = "workflow \(entry.key)"
    guard let fields = FieldReader(entry.value, owner: owner, &diagnostics) else { return nil }
    fields.warnOfMisspellings(
      of: WorkflowField.optionalKeys, required: WorkflowField.requiredKeys, &diagnostics)
    let name =
      fields.value(WorkflowField.displayName.key) == nil
      ? nil : fields.name(WorkflowField.displayName.key, &diagnostics)
    guard let list = fields.required(WorkflowField.nodes.key, &diagnostics) else { return nil }
    guard let items = list.items else {
      diagnostics.error(
        "nodes of \(owner) must be a list, found \(list.kindName)", at: list.position)
      return nil
    }
    guard Limit.nodes.allows(items.count) else {
      diagnostics.error("\(owner) has \(Limit.nodes.excess)", at: list.position)
      return nil
    }
    let nodes = decodeNodes(items, of: owner, &diagnostics)
    var edges = EdgeDecoder(nodes: nodes, owner: owner, rules: rules)
    edges.decode(fields, &diagnostics)
    let workflow = Workflow(
      id: entry.key, name: name, nodes: nodes, edges: edges.edges,
      missingDependencies: edges.missingDependencies)
    edges.reportCycle(of: workflow, &diagnostics)
    return workflow
  }

  private func decodeNodes(
    _ items: [Node], of owner: String, _ diagnostics: inout Diagnostics
  ) -> [WorkflowNode] {
    var nodes: [WorkflowNode] = []
    var firstLines: [String: Int] = [:]
    for item in items {
      guard let fields = FieldReader(item, owner: "a node of \(owner)", &diagnostics),
        let id = fields.name(NodeField.id.key, &diagnostics)
      else { continue }
      let position = fields.value(NodeField.id.key)?.position ?? item.position
      if let line = firstLines[id] {
        diagnostics.error(
          "\(owner) has two nodes \(id); the first is on line \(line)", at: position)
        continue
      }
      firstLines[id] = position.line
      fields.warnOfMisspellings(
        of: NodeField.optionalKeys, required: NodeField.requiredKeys, &diagnostics)
      let named = FieldReader(item, owner: "node \(id) of \(owner)", &diagnostics) ?? fields
      nodes.append(
        WorkflowNode(
          id: id, model: model(named, &diagnostics),
          inputs: named.names(NodeField.inputs.key, &diagnostics),
          outputs: named.names(NodeField.outputs.key, &diagnostics)))
    }
    return nodes
  }

  private func model(_ fields: FieldReader, _ diagnostics: inout Diagnostics) -> ModelID {
    guard let id = fields.name(NodeField.model.key, &diagnostics) else { return ModelID(0) }
    if let model = models.ids[id] { return model }
    diagnostics.error(
      "\(fields.owner) names an unknown model: \(id)",
      at: fields.value(NodeField.model.key)?.position ?? fields.node.position,
      hint: suggestion(for: id, among: models.models.lazy.map(\.id)))
    return ModelID(0)
  }
}
