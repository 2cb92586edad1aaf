public import Engine

/// The statements of a summary that only live runs have.
public struct LiveSummary: Hashable, Sendable {
  /// The interface of the model server.
  public var backend: String
  /// The share of a call's time in which the server answered other requests; nil if it is unknown.
  public var overlap: Double?
  /// The makespan of a simulation of the same inputs, in seconds; nil if there was none.
  public var simulatedMakespan: Double?
  /// The mean latency of requests in that simulation, in seconds.
  public var simulatedMeanLatency: Double?

  /// Makes the statements.
  public init(
    backend: String, overlap: Double?, simulatedMakespan: Double?, simulatedMeanLatency: Double?
  ) {
    self.backend = backend
    self.overlap = overlap
    self.simulatedMakespan = simulatedMakespan
    self.simulatedMeanLatency = simulatedMeanLatency
  }
}

/// The `summary` object of the execution log.
public struct Summary: Hashable, Sendable {
  /// The number of requests in the file.
  public var totalRequests: Int
  /// The number of requests all of whose nodes ran.
  public var completedRequests: Int
  /// The number of dispatches.
  public var totalNodesExecuted: Int
  /// The number of nodes that never ran.
  public var strandedNodes: Int
  /// The arrivals of requests.
  public var mode: ArrivalMode
  /// Whether a model server was called.
  public var simulate: Bool
  /// The policy.
  public var policy: Policy
  /// The reading of the rules.
  public var rules: Rules
  /// The number of GPUs.
  public var gpuCount: Int
  /// The latest end of a node, in seconds.
  public var makespan: Double
  /// The number of switches.
  public var totalModelSwitches: Int
  /// The seconds of all switches.
  public var totalSwitchTime: Double
  /// The number of dispatches whose weights came from disk; nil on a plain machine.
  public var loadsFromDisk: Int?
  /// The number of dispatches whose weights came from the memory of the host; nil on a plain machine.
  public var loadsFromHost: Int?
  /// The machine where more of it plays a part than the number of GPUs; nil on a plain one.
  public var machine: Hardware?
  /// The mean waiting time of nodes, in seconds; nil without dispatches, as are the next three.
  public var avgWaitingTime: Double?
  /// The 99th percentile of the waiting time of nodes, in seconds.
  public var p99WaitingTime: Double?
  /// The mean response time of nodes, in seconds.
  public var avgResponseTime: Double?
  /// The 99th percentile of the response time of nodes, in seconds.
  public var p99ResponseTime: Double?
  /// The mean latency of requests, in seconds; nil without completed ones, as are the next two.
  public var avgRequestResponseTime: Double?
  /// The median latency of requests, in seconds.
  public var medianRequestResponseTime: Double?
  /// The 99th percentile of the latency of requests, in seconds.
  public var p99RequestResponseTime: Double?
  /// The number of nodes that a model server failed to run; nil for a simulation.
  public var fallbacks: Int?
  /// The factor by which requests arrived faster than recorded; nil for 1.
  public var timeScale: Double?
  /// Whether the run was interrupted before its end.
  public var isInterrupted = false
  /// The statements about a live run alone; nil for a simulation.
  public var live: LiveSummary?

  /// Sums up a run, taking it for a simulated one.
  ///
  /// Under `gswarm` the waiting and response times of nodes follow the original program, which
  /// measures both from the start of the simulation (waiting, online: from the request's arrival).
  public init(metrics: Metrics, scenario: Scenario, options: Options, trace: Trace) {
    var waiting = metrics.waiting
    var response = metrics.response
    if options.rules == .gswarm {
      let arrivals = scenario.arrivalTimes(mode: options.mode, rules: options.rules)
      waiting = Distribution(
        trace.executions.map { $0.start - arrivals[trace.node(of: $0).request.index] })
      response = Distribution(trace.executions.map(\.end))
    }
    totalRequests = scenario.requests.count
    completedRequests = metrics.completedRequestCount
    totalNodesExecuted = metrics.executionCount
    strandedNodes = metrics.stranded.count
    mode = options.mode
    simulate = false
    policy = options.policy
    rules = options.rules
    gpuCount = options.gpuCount
    makespan = metrics.makespan
    totalModelSwitches = metrics.switchCount
    totalSwitchTime = metrics.totalSwitchTime
    loadsFromDisk = metrics.loadsFromDisk
    loadsFromHost = metrics.loadsFromHost
    machine = scenario.hasPlainMachine ? nil : scenario.hardware
    avgWaitingTime = waiting?.mean
    p99WaitingTime = waiting?.p99
    avgResponseTime = response?.mean
    p99ResponseTime = response?.p99
    avgRequestResponseTime = metrics.latency?.mean
    medianRequestResponseTime = metrics.latency?.median
    p99RequestResponseTime = metrics.latency?.p99
  }
}
