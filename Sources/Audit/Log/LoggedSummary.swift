public import Engine

/// A statistic that a log's `summary` states; the raw value is the name of the field.
public enum SummaryStatistic: String, CaseIterable, Sendable {
  /// The mean waiting time of nodes.
  case avgWaitingTime = "avg_waiting_time"
  /// The 99th percentile of the waiting time of nodes.
  case p99WaitingTime = "p99_waiting_time"
  /// The mean response time of nodes.
  case avgResponseTime = "avg_response_time"
  /// The 99th percentile of the response time of nodes.
  case p99ResponseTime = "p99_response_time"
  /// The mean latency of requests.
  case avgRequestResponseTime = "avg_request_response_time"
  /// The median latency of requests.
  case medianRequestResponseTime = "median_request_response_time"
  /// The 99th percentile of the latency of requests.
  case p99RequestResponseTime = "p99_request_response_time"
}

/// The statements of a log's `summary`; a field is nil if the log lacks it.
public struct LoggedSummary: Sendable {
  /// The number of requests.
  public var totalRequests: Int?
  /// The number of completed requests.
  public var completedRequests: Int?
  /// The number of executed nodes.
  public var totalNodesExecuted: Int?
  /// The number of nodes that never ran.
  public var strandedNodes: Int?
  /// The number of switches.
  public var totalModelSwitches: Int?
  /// The seconds of all switches.
  public var totalSwitchTime: Double?
  /// The latest end, in seconds.
  public var makespan: Double?
  /// The number of executions whose weights came from disk.
  public var loadsFromDisk: Int?
  /// The number of executions whose weights came from the memory of the host.
  public var loadsFromHost: Int?
  /// The machine, without the number of GPUs.
  public var machine: Hardware?
  /// The means and percentiles, in seconds; nil where the log states that there is none.
  public var statistics: [SummaryStatistic: Double?] = [:]
  /// The numbers of the GPUs.
  public var gpus: [Int]?
  /// The arrivals of requests.
  public var mode: ArrivalMode?
  /// The rules of the run; logs of other programs state none.
  public var rules: Rules?
  /// The policy, as `Policy.description` writes it.
  public var policy: String?
  /// Whether times were measured on a model server.
  public var simulate: Bool?
  /// The interface of the model server.
  public var backend: String?
  /// The share of a call's time in which the server answered other requests.
  public var overlap: Double?
  /// The number of calls that the model server failed to answer.
  public var fallbacks: Int?
  /// Whether the run was interrupted before its end.
  public var isInterrupted: Bool?
  /// The factor by which requests arrived faster than recorded; above 0.
  public var timeScale: Double?

  /// Makes a summary that states nothing.
  public init() {}
}
