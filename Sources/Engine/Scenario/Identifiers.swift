/// The place of a model in `Scenario.models`.
public struct ModelID: Hashable, Sendable {
  package let rawValue: Int32

  /// The index into `Scenario.models`.
  public var index: Int { Int(rawValue) }

  /// Makes the identifier of the model at `index`.
  public init(_ index: Int) { rawValue = Int32(index) }

  package init(rawValue: Int32) { self.rawValue = rawValue }
}

/// The place of a workflow in `Scenario.workflows`.
public struct WorkflowID: Hashable, Sendable {
  package let rawValue: Int32

  /// The index into `Scenario.workflows`.
  public var index: Int { Int(rawValue) }

  /// Makes the identifier of the workflow at `index`.
  public init(_ index: Int) { rawValue = Int32(index) }

  package init(rawValue: Int32) { self.rawValue = rawValue }
}

/// The place of a request in `Scenario.requests`.
public struct RequestID: Hashable, Sendable {
  package let rawValue: Int32

  /// The index into `Scenario.requests`.
  public var index: Int { Int(rawValue) }

  /// Makes the identifier of the request at `index`.
  public init(_ index: Int) { rawValue = Int32(index) }

  package init(rawValue: Int32) { self.rawValue = rawValue }
}

/// One node of one request: the unit of scheduling.
public struct RequestNode: Hashable, Sendable {
  /// The request.
  public let request: RequestID

  package let nodeRawValue: Int32

  /// The index of the node in its workflow's `nodes`.
  public var node: Int { Int(nodeRawValue) }

  /// Makes the identifier of node number `node` of `request`.
  public init(request: RequestID, node: Int) {
    self.request = request
    self.nodeRawValue = Int32(node)
  }

  package init(request: RequestID, nodeRawValue: Int32) {
    self.request = request
    self.nodeRawValue = nodeRawValue
  }
}
