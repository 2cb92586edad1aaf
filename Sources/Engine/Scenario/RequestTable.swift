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
/// A request costs its id and 16 bytes, and 9 bytes for each of its nodes.
public struct RequestTable: Sendable {
  private var ids: [String] = []
  private var rows: [Row] = []
  private var timestamps: [Int64] = []
  private var seconds: [Double] = []
  private var sources: [EstimateSource] = []

  /// The columns that are read at every event of a request, together in memory.
  private struct Row: Sendable {
    let workflow: WorkflowID
    package let firstNode: Int32
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

  /// The number of nodes of all requests together.
  public var nodeCount: Int { seconds.count }

  /// Adds a request with the execution times of its nodes, in the workflow's node order.
  ///
  /// - Complexity: O(estimates), amortised.
  public mutating func append(
    id: String, workflow: WorkflowID, timestampMicroseconds: Int64?,
    estimates: [Estimate]
  ) {
    ids.append(id)
    rows.append(Row(workflow: workflow, firstNode: Int32(seconds.count)))
    timestamps.append(timestampMicroseconds ?? Self.noTimestamp)
    for estimate in estimates {
      seconds.append(estimate.seconds)
      sources.append(estimate.source)
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
    let index = flatIndex(of: node)
    return Estimate(seconds: seconds[index], source: sources[index])
  }

  /// The execution time at a place in the list of all nodes, in seconds.
  package func seconds(_ flatIndex: Int) -> Double { seconds[flatIndex] }

  /// The source of the execution time at a place in the list of all nodes.
  package func source(_ flatIndex: Int) -> EstimateSource { sources[flatIndex] }

  /// The nodes of a request, as places in a list of the nodes of all requests.
  package func flatIndices(of request: RequestID) -> Range<Int> {
    let next = request.index + 1
    return firstNode(of: request)..<(next < rows.count ? Int(rows[next].firstNode) : seconds.count)
  }

  /// The place of a node in a list of the nodes of all requests.
  package func flatIndex(of node: RequestNode) -> Int { firstNode(of: node.request) + node.node }

  /// The place of a request's first node in a list of the nodes of all requests.
  package func firstNode(of request: RequestID) -> Int { Int(rows[request.index].firstNode) }

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
