/// One arrival of a workflow.
public struct Request: Hashable, Sendable {
  /// The identifier in the file; unique.
  public let id: String
  /// The workflow.
  public let workflow: WorkflowID
  /// The recorded time of arrival, in microseconds since 1970; nil if the file has none.
  public let timestampMicroseconds: Int64?
}

/// All requests of a scenario, in file order, as columns.
///
/// The times of the same node of all requests for a workflow are neighbours: requests reach it one after
/// the other, and with the times of each request together, every dispatch of a large run would wait for
/// memory.
///
/// A request costs its id and 20 bytes, and 9 bytes for each of its nodes.
public struct RequestTable: Sendable {
  private var ids: [String] = []
  private var rows: [Row] = []
  private var timestamps: [Int64] = []
  /// For each workflow the times of each of its nodes.
  private var times: [[NodeColumn]] = []
  /// The number of nodes of all requests together.
  public private(set) var nodeCount = 0

  /// The columns that are read at every event of a request, together in memory.
  private struct Row: Sendable {
    let workflow: WorkflowID
    let firstNode: Int32
    let rank: Int32
  }

  /// The execution times of a node of a workflow, one for each request for it.
  private struct NodeColumn: Sendable {
    var seconds: [Double] = []
    var sources: [EstimateSource] = []
  }

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

  /// Adds a request with the execution times of its nodes, in the workflow's node order.
  ///
  /// All requests for a workflow have as many nodes.
  ///
  /// - Complexity: O(estimates), amortised.
  public mutating func append(
    id: String, workflow: WorkflowID, timestampMicroseconds: Int64?,
    estimates: [Estimate]
  ) {
    let index = workflow.index
    while times.count <= index { times.append([]) }
    if times[index].isEmpty {
      times[index] = [NodeColumn](repeating: NodeColumn(), count: estimates.count)
    }
    precondition(
      times[index].count == estimates.count, "requests for a workflow have as many nodes")
    ids.append(id)
    rows.append(
      Row(
        workflow: workflow, firstNode: Int32(nodeCount),
        rank: Int32(times[index].first?.seconds.count ?? 0)))
    timestamps.append(timestampMicroseconds ?? Self.noTimestamp)
    nodeCount += estimates.count
    for (node, estimate) in estimates.enumerated() {
      times[index][node].seconds.append(estimate.seconds)
      times[index][node].sources.append(estimate.source)
    }
  }

  /// The request with the given identifier.
  public subscript(request: RequestID) -> Request {
    Request(
      id: ids[request.index], workflow: rows[request.index].workflow,
      timestampMicroseconds: timestamp(of: request))
  }

  /// The name of a request.
  public func id(of request: RequestID) -> String { ids[request.index] }

  /// The workflow of a request.
  public func workflow(of request: RequestID) -> WorkflowID { rows[request.index].workflow }

  /// The recorded time of arrival of a request, in microseconds since 1970; nil if the file has none.
  public func timestamp(of request: RequestID) -> Int64? {
    let timestamp = timestamps[request.index]
    return timestamp == Self.noTimestamp ? nil : timestamp
  }

  /// The execution time of a node, whatever the rules.
  public func estimate(of node: RequestNode) -> Estimate {
    let row = rows[node.request.index]
    let (workflow, rank) = (row.workflow.index, Int(row.rank))
    return Estimate(
      seconds: times[workflow][node.node].seconds[rank],
      source: times[workflow][node.node].sources[rank])
  }

  /// The number of earlier requests for the same workflow as a request's.
  package func rank(of request: RequestID) -> Int32 { rows[request.index].rank }

  /// The execution times of a node of a workflow under the rules, by the ranks of the requests.
  ///
  /// - Complexity: O(1) under `standard`, O(requests for the workflow) under `gswarm`.
  func seconds(ofNode node: Int, in workflow: WorkflowID, rules: Rules) -> [Double] {
    guard workflow.index < times.count, node < times[workflow.index].count else { return [] }
    let known = times[workflow.index][node]
    guard rules == .gswarm else { return known.seconds }
    return zip(known.seconds, known.sources).map {
      $1.isGiven ? $0 : Estimate.fallback.seconds
    }
  }

  /// The nodes of a request, as places in a list of the nodes of all requests.
  package func flatIndices(of request: RequestID) -> Range<Int> {
    let next = request.index + 1
    return firstNode(of: request)..<(next < rows.count ? Int(rows[next].firstNode) : nodeCount)
  }

  /// The place of a node in a list of the nodes of all requests.
  package func flatIndex(of node: RequestNode) -> Int { firstNode(of: node.request) + node.node }

  /// The place of a request's first node in a list of the nodes of all requests.
  package func firstNode(of request: RequestID) -> Int { Int(rows[request.index].firstNode) }

  /// Returns the same table in memory of its own, but for texts.
  func copied() -> RequestTable {
    var result = self
    result.ids = ids.copied()
    result.rows = rows.copied()
    result.timestamps = timestamps.copied()
    result.times = times.map { nodes in
      nodes.map { NodeColumn(seconds: $0.seconds.copied(), sources: $0.sources.copied()) }
    }
    return result
  }

  /// The table with timestamps that follow the earliest one `factor` times faster.
  package func arriving(timesFaster factor: Double) -> RequestTable {
    var result = self
    let first = timestamps.lazy.filter { $0 != Self.noTimestamp }.min() ?? 0
    for index in timestamps.indices where timestamps[index] != Self.noTimestamp {
      let delay = (Double(timestamps[index] - first) / factor).rounded()
      // A day in the year 9999 is far inside; what is slowed down beyond it arrives at its end.
      result.timestamps[index] = first + Int64(min(delay, 1e18))
    }
    return result
  }
}
