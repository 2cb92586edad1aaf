internal import Documents
internal import Engine

/// Decodes the edges of one workflow.
///
/// Under `standard` an edge that names no node is an error. Under `gswarm` the node at its end waits
/// for ever, as it did in the original program, and the file's author is told.
struct EdgeDecoder {
  private let nodes: [WorkflowNode]
  private let owner: String
  private let rules: Rules
  private let indices: [String: Int]
  private var positions: [Position] = []

  private(set) var edges: [(from: Int, to: Int)] = []
  private(set) var missingDependencies: [[String]]
  /// The unknown names at the beginnings of edges, by the node at the end.
  private var missingNames: [Int: Set<String>] = [:]

  init(nodes: [WorkflowNode], owner: String, rules: Rules) {
    self.nodes = nodes
    self.owner = owner
    self.rules = rules
    indices = Dictionary(nodes.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { a, _ in a })
    missingDependencies = [[String]](repeating: [], count: nodes.count)
  }

  mutating func decode(_ workflow: FieldReader, _ diagnostics: inout Diagnostics) {
    guard let list = workflow.value(WorkflowField.edges.key) else { return }
    guard let items = list.items else {
      diagnostics.error(
        "edges of \(owner) must be a list, found \(list.kindName)", at: list.position)
      return
    }
    guard Limit.edges.allows(items.count) else {
      diagnostics.error("\(owner) has \(Limit.edges.excess)", at: list.position)
      return
    }
    for item in items {
      guard let fields = FieldReader(item, owner: "an edge of \(owner)", &diagnostics) else {
        continue
      }
      let from = fields.name(EdgeField.from.key, &diagnostics)
      let to = fields.name(EdgeField.to.key, &diagnostics)
      guard let from, let to else { continue }
      for (end, name) in [(EdgeField.from, from), (.to, to)] where indices[name] == nil {
        report(name, end: end, of: fields, &diagnostics)
      }
      add(from: from, to: to, at: item.position)
    }
  }

  private mutating func add(from: String, to: String, at position: Position) {
    // The original program kept an edge to an unknown node and never asked for it again.
    guard let target = indices[to] else { return }
    if let source = indices[from] {
      edges.append((source, target))
      positions.append(position)
    } else if missingNames[target, default: []].insert(from).inserted {
      missingDependencies[target].append(from)
    }
  }

  private func report(
    _ name: String, end: EdgeField, of edge: FieldReader, _ diagnostics: inout Diagnostics
  ) {
    let position = edge.value(end.key)?.position ?? edge.node.position
    let sentence = "an edge of \(owner) names an unknown node: \(name)"
    switch rules {
    case .standard: diagnostics.error(sentence, at: position, hint: hint(for: name))
    case .gswarm:
      let target = edge.node[EdgeField.to.key]?.scalar?.text ?? ""
      let consequence = end == .from ? ", so that \(target) is stranded" : ", and is ignored"
      diagnostics.warning(sentence + consequence, at: position, hint: hint(for: name))
    }
  }

  private func hint(for name: String) -> String? {
    ReadingWork.add(nodes.count)
    if let maker = nodes.first(where: { $0.outputs.contains(name) }) {
      return "\(name) is an output of node \(maker.id): did you mean \(maker.id)?"
    }
    return suggestion(for: name, among: nodes.lazy.map(\.id))
  }

  /// Reports a cycle where one of its edges stands.
  func reportCycle(of workflow: Workflow, _ diagnostics: inout Diagnostics) {
    guard let cycle = workflow.firstCycle(), let last = cycle.last else { return }
    let names = chain(of: (cycle + cycle.prefix(1)).map { nodes[$0].id })
    let closing = edges.firstIndex { $0 == (last, cycle[0]) }.map { positions[$0] }
    switch rules {
    case .standard: diagnostics.error("\(owner) has a cycle: \(names)", at: closing)
    case .gswarm:
      diagnostics.warning(
        "\(owner) has a cycle: \(names), so that these nodes are stranded", at: closing)
    }
  }
}
