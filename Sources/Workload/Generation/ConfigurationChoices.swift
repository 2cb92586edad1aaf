internal import Documents
internal import Engine

/// A configuration option of a node with the values that it may take.
struct ConfigurationChoice {
  let option: String
  let values: [Node.Scalar]
}

/// The configuration options of workflow nodes.
///
/// A node lists the names under `config_options`; the values that a name may take are a list under
/// `config` of the node's model, or of its base model. Only generation reads these keys.
struct ConfigurationChoices {
  /// The limit on the length of an answer, which has to be an amount.
  static let maxLength = "max_length"

  private let workflows: [String: Node]
  /// The lists under `config` by option, for each model that has some.
  private let lists: [[String: [Node.Scalar]]?]

  /// Reads the lists of all models.
  ///
  /// - Complexity: O(document).
  init(_ root: FieldReader, models: [Model], _ diagnostics: inout Diagnostics) {
    workflows = Self.byKey(root.node["workflows"])
    var resolver = ModelResolver(entries: Self.byKey(root.node["models"]))
    lists = models.map { resolver.lists(of: $0.id, &diagnostics) }
  }

  /// The choices of a workflow's nodes, in the workflow's order.
  ///
  /// - Complexity: O(nodes and their options).
  func decode(_ workflow: Workflow, _ diagnostics: inout Diagnostics) -> [[ConfigurationChoice]] {
    let items = Dictionary(
      (workflows[workflow.id]?["nodes"]?.items ?? []).compactMap { item in
        item["id"]?.scalar.map { ($0.text, item) }
      }, uniquingKeysWith: { first, _ in first })
    return workflow.nodes.map { node in
      guard let item = items[node.id], let lists = lists[node.model.index],
        let fields = FieldReader(
          item, owner: "node \(node.id) of workflow \(workflow.id)", &diagnostics)
      else { return [] }
      var named: Set<String> = []
      return fields.names("config_options", &diagnostics).compactMap { option in
        guard let values = lists[option], named.insert(option).inserted else { return nil }
        return ConfigurationChoice(option: option, values: values)
      }
    }
  }

  private static func byKey(_ node: Node?) -> [String: Node] {
    Dictionary(
      (node?.entries ?? []).map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
  }
}

/// Finds the `config` that each model has or inherits, and reads each only once.
private struct ModelResolver {
  let entries: [String: Node]
  private var known: [String: [String: [Node.Scalar]]?] = [:]

  init(entries: [String: Node]) { self.entries = entries }

  /// The lists of the nearest `config` in the chain of base models; nil if there is none.
  mutating func lists(
    of model: String, _ diagnostics: inout Diagnostics
  ) -> [String: [Node.Scalar]]? {
    var chain: [String] = []
    var found: [String: [Node.Scalar]]?
    var next: String? = model
    // Circular chains have been refused.
    while let id = next, let fields = entries[id] {
      if let lists = known[id] {
        found = lists
        break
      }
      chain.append(id)
      if let configuration = fields["config"], !configuration.isNull {
        found = Self.lists(configuration, model: id, &diagnostics)
        break
      }
      next = fields["base_model"]?.scalar?.text
    }
    for id in chain { known.updateValue(found, forKey: id) }
    return found
  }

  private static func lists(
    _ configuration: Node, model: String, _ diagnostics: inout Diagnostics
  ) -> [String: [Node.Scalar]] {
    var result: [String: [Node.Scalar]] = [:]
    for entry in configuration.entries ?? [] {
      guard let items = entry.value.items, !items.isEmpty else { continue }
      result[entry.key] = items.compactMap { item in
        scalar(item, option: entry.key, model: model, &diagnostics)
      }
    }
    return result
  }

  private static func scalar(
    _ item: Node, option: String, model: String, _ diagnostics: inout Diagnostics
  ) -> Node.Scalar? {
    let field = "an item of \(option) in config of model \(model)"
    guard let scalar = item.scalar else {
      diagnostics.error(
        "\(field) must be a number or text, found \(item.kindName)", at: item.position)
      return nil
    }
    if option == ConfigurationChoices.maxLength, !item.isNull {
      _ = FieldReader.number(item, field: field, within: .tokens, &diagnostics)
    }
    return scalar
  }
}
