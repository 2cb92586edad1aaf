/// One arrival of a workflow.
public struct Request: Hashable, Sendable {
  /// The request's name; unique.
  public let id: String
  /// What arrives.
  public let workflow: WorkflowID
  /// When it was recorded, in microseconds since 1970; nil if the file does not say.
  public let timestampMicroseconds: Int64?
}

/// All requests of a scenario, in file order, as columns.
///
/// A request costs its id and 16 bytes, and 9 bytes for each of its nodes.
public struct RequestTable: Sendable {
  private var ids: [String] = []
  private var workflows: [WorkflowID] = []
  private var timestamps: [Int64] = []
  private var firstNodes: [Int32] = [0]
  private var seconds: [Double] = []
  private var sources: [EstimateSource] = []

  // No file holds this instant: the year 292,277 BC.
  private static let noTimestamp = Int64.min

  /// Makes an empty table.
  public init() {}

  /// The number of requests.
  public var count: Int { ids.count }

  /// The identifiers of all requests, in file order.
  public var indices: some RandomAccessCollection<RequestID> & Sendable {
    (0..<count).lazy.map { @Sendable in RequestID($0) }
  }

  /// The number of nodes of all requests together.
  public var nodeCount: Int { seconds.count }

  /// Adds a request with the execution times of its nodes, in the workflow's node order.
  ///
  /// - Complexity: O(estimates), amortised.
  public mutating func append(
    id: String, workflow: WorkflowID, timestampMicroseconds: Int64?,
    estimates: some Collection<Estimate>
  ) {
    ids.append(id)
    workflows.append(workflow)
    timestamps.append(timestampMicroseconds ?? Self.noTimestamp)
    for estimate in estimates {
      seconds.append(estimate.seconds)
      sources.append(estimate.source)
    }
    firstNodes.append(Int32(seconds.count))
  }

  /// The request with the given identifier.
  public subscript(request: RequestID) -> Request {
    Request(
      id: ids[request.index], workflow: workflows[request.index],
      timestampMicroseconds: timestamp(of: request))
  }

  /// The workflow of a request.
  public func workflow(of request: RequestID) -> WorkflowID { workflows[request.index] }

  /// When a request was recorded, in microseconds since 1970.
  public func timestamp(of request: RequestID) -> Int64? {
    let timestamp = timestamps[request.index]
    return timestamp == Self.noTimestamp ? nil : timestamp
  }

  /// The execution time of a node as the scenario knows it.
  public func estimate(of node: RequestNode) -> Estimate {
    let index = flatIndex(of: node)
    return Estimate(seconds: seconds[index], source: sources[index])
  }

  /// The nodes of a request, as places in a list of the nodes of all requests.
  func flatIndices(of request: RequestID) -> Range<Int> {
    Int(firstNodes[request.index])..<Int(firstNodes[request.index + 1])
  }

  /// The place of a node in a list of the nodes of all requests.
  func flatIndex(of node: RequestNode) -> Int { Int(firstNodes[node.request.index]) + node.node }
}
