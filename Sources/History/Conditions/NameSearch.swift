public import Engine

/// The requests, nodes and models whose identifier contains a text; upper and lower case count alike.
public struct NameSearch: Hashable, Sendable {
  /// The text.
  public let text: String
  /// For each request whether it matches.
  let requests: [Bool]
  /// For each workflow and each of its nodes whether the node or its model matches.
  let nodes: [[Bool]]
  /// For each model whether it matches.
  let models: [Bool]
  /// The number of requests, nodes of workflows, and models that match.
  public let matchCount: Int

  /// Searches a scenario; nothing matches an empty text.
  ///
  /// - Complexity: O(length of all identifiers · length of the text).
  public init(_ text: String, in scenario: Scenario) {
    self.text = text
    let wanted = Array(text.lowercased().utf8)
    func matches(_ name: String) -> Bool { Self.contains(name, wanted) }
    models = scenario.models.map { matches($0.id) }
    let named = scenario.workflows.map { $0.nodes.map { matches($0.id) } }
    requests = scenario.requests.indices.map { matches(scenario.requests[$0].id) }
    nodes = zip(scenario.workflows, named).map { [models] workflow, named in
      zip(workflow.nodes, named).map { node, isNamed in isNamed || models[node.model.index] }
    }
    matchCount =
      requests.count { $0 } + models.count { $0 } + named.reduce(0) { $0 + $1.count { $0 } }
  }

  /// Whether a request matches, or one of its nodes or that one's model does.
  func concerns(_ request: RequestID, _ node: RequestNode?, of workflow: WorkflowID) -> Bool {
    requests[request.index] || node.map { nodes[workflow.index][$0.node] } ?? false
  }

  /// Whether a model matches.
  func concerns(_ model: ModelID) -> Bool { models[model.index] }

  /// Whether a name contains a text, given as the bytes of its lower case.
  private static func contains(_ name: String, _ wanted: [UInt8]) -> Bool {
    guard let first = wanted.first else { return false }
    var name = name
    if !name.utf8.allSatisfy({ $0 < 0x80 }) { name = name.lowercased() }
    let bytes = name.utf8.span
    for start in 0..<max(0, bytes.count - wanted.count + 1)
    where folded(bytes[start]) == first
      && wanted.indices.allSatisfy({ folded(bytes[start + $0]) == wanted[$0] })
    {
      return true
    }
    return false
  }

  /// The lower case of an ASCII letter; any other byte as it is.
  private static func folded(_ byte: UInt8) -> UInt8 {
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
  }
}
