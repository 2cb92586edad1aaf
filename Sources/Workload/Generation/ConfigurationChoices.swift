internal import Documents
internal import Engine

/// One thing that a node's configuration can say, with what it may be.
struct ConfigurationChoice {
  let option: String
  let values: [Node.Scalar]
}

/// What the nodes of a configuration's workflows may be configured with.
///
/// A node lists the names under `config_options`; the values that a name may take are a list under
/// `config` of the node's model, or of its base model. Nobody else reads these keys.
struct ConfigurationChoices {
  private let models: [Node.Entry]

  init(_ root: FieldReader) { models = root.node["models"]?.entries ?? [] }

  /// The choices of a workflow's nodes, in the workflow's order.
  func decode(
    _ workflow: Workflow, in root: FieldReader, models: [Model], _ diagnostics: inout Diagnostics
  ) -> [[ConfigurationChoice]] {
    let items = root.node["workflows"]?[workflow.id]?["nodes"]?.items ?? []
    return workflow.nodes.map { node in
      guard let item = items.first(where: { $0["id"]?.scalar?.text == node.id }),
        let fields = FieldReader(
          item, owner: "node \(node.id) of workflow \(workflow.id)", &diagnostics)
      else { return [] }
      let model = models[node.model.index].id
      return fields.names("config_options", &diagnostics).compactMap { option in
        values(of: option, model: model, &diagnostics).map {
          ConfigurationChoice(option: option, values: $0)
        }
      }
    }
  }

  /// The list under an option of a model's `config`; nil if there is none, or an empty one.
  private func values(
    of option: String, model: String, _ diagnostics: inout Diagnostics
  ) -> [Node.Scalar]? {
    guard let list = configuration(of: model)?[option], let items = list.items, !items.isEmpty
    else { return nil }
    return items.compactMap { item in
      if item.scalar == nil {
        diagnostics.error(
          "an item of \(option) in config of model \(model) must be a number or text, found "
            + item.kindName, at: item.position)
      }
      return item.scalar
    }
  }

  /// The `config` of a model, or of the nearest base model that has one.
  private func configuration(of model: String) -> Node? {
    var id = model
    // No chain of base models is longer than this, and circular ones were refused.
    for _ in models {
      guard let fields = models.first(where: { $0.key == id })?.value else { return nil }
      if let found = fields["config"], !found.isNull { return found }
      guard let base = fields["base_model"]?.scalar?.text else { return nil }
      id = base
    }
    return nil
  }
}
