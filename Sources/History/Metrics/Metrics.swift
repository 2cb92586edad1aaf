public import Engine

/// The measures of one GPU in a run.
public struct GPUMetrics: Hashable, Sendable {
  /// The number of dispatches to it, alone or in a group.
  public internal(set) var executions = 0
  /// The seconds in which it switched, loaded or computed.
  public internal(set) var busyTime = 0.0
  /// The seconds of switches and initial loads.
  public internal(set) var switchTime = 0.0
  /// The number of times that a model was evicted from this GPU.
  public internal(set) var switchesIn = 0
  /// The busy share of the time from 0, or the first event if that is earlier, to the last end of a
  /// node; 0 to 1.
  public internal(set) var utilisation = 0.0
}

/// The measures of one model in a run.
public struct ModelMetrics: Hashable, Sendable {
  /// The number of dispatches.
  public internal(set) var executions = 0
  /// The number of initial loads onto empty GPUs.
  public internal(set) var loads = 0
  /// The number of switches that brought it in.
  public internal(set) var switchesIn = 0
  /// The number of switches that evicted it.
  public internal(set) var switchesOut = 0
  /// The seconds of the switches that brought it in.
  public internal(set) var switchInTime = 0.0
}

/// The measures of a run.
public struct Metrics: Sendable {
  /// The latest end of a node, in seconds; 0 if none ran.
  public private(set) var makespan = 0.0
  /// The times from arrival to completion of completed requests; nil if there are none.
  public let latency: Distribution?
  /// The times from ready to dispatch of executed nodes.
  public let waiting: Distribution?
  /// The times from ready to end of executed nodes.
  public let response: Distribution?
  /// By GPU number.
  public private(set) var gpus: [GPUMetrics]
  /// In the order of `Scenario.models`.
  public private(set) var models: [ModelMetrics]
  /// The number of switches.
  public private(set) var switchCount = 0
  /// The seconds of all switches, added up in the order of dispatch.
  public private(set) var totalSwitchTime = 0.0
  /// The number of dispatches whose weights came from disk; nil on a plain machine.
  public let loadsFromDisk: Int?
  /// The number of dispatches whose weights came from the memory of the host; nil on a plain machine.
  public let loadsFromHost: Int?
  /// The share of all GPUs' time, as in `GPUMetrics.utilisation`, that went into switches; 0 to 1.
  public private(set) var switchShare = 0.0
  /// The number of requests that are completed.
  public var completedRequestCount: Int { completed.count }
  /// The completed requests, in the order of completion.
  public let completed: [CompletedRequest]
  /// The requests that are not, in file order.
  public let unfinishedRequests: [RequestID]
  /// The number of dispatches.
  public let executionCount: Int
  /// The nodes that never ran.
  public let stranded: [StrandedNode]

  /// Switches per 100 dispatches; nil without dispatches.
  public var switchesPer100Dispatches: Double? {
    executionCount == 0 ? nil : 100 * Double(switchCount) / Double(executionCount)
  }

  /// Measures a run.
  ///
  /// - Complexity: O(trace · log trace).
  public init(scenario: Scenario, options: Options, trace: Trace) {
    let completed = Self.completedRequests(of: trace, in: scenario)
    latency = Distribution(completed.map(\.latency))
    waiting = Distribution(trace.executions.map(trace.waitingTime(of:)))
    response = Distribution(trace.executions.map { $0.end - trace.readyTime(of: $0) })
    self.completed = completed
    unfinishedRequests = Self.unfinished(completed, in: scenario)
    executionCount = trace.executions.count
    stranded = scenario.strandedNodes(in: trace, options: options)
    let isPlain = scenario.hasPlainMachine
    loadsFromDisk = isPlain ? nil : trace.count(of: .disk)
    loadsFromHost = isPlain ? nil : trace.count(of: .host)
    gpus = [GPUMetrics](repeating: GPUMetrics(), count: options.gpuCount)
    models = [ModelMetrics](repeating: ModelMetrics(), count: scenario.models.count)
    var switchGPUTime = 0.0
    var residents = [ModelID?](repeating: nil, count: options.gpuCount)
    for (index, execution) in trace.executions.enumerated() {
      let model = scenario.model(of: trace.node(of: execution))
      add(execution, of: model)
      if execution.isSwitch { switchGPUTime += execution.switchTime * Double(execution.gpus.count) }
      guard isPlain else {
        noteEvictions(by: index, of: trace)
        continue
      }
      for gpu in execution.gpus {
        if let resident = residents[gpu], resident != model { gpus[gpu].switchesIn += 1 }
        residents[gpu] = model
      }
    }
    let lastEnd = trace.executions.reduce(-Double.infinity) { max($0, $1.end) }
    let span = lastEnd - trace.startTime
    guard span > 0 else { return }
    switchShare = min(1, switchGPUTime / (span * Double(options.gpuCount)))
    for gpu in gpus.indices { gpus[gpu].utilisation = min(1, gpus[gpu].busyTime / span) }
  }

  /// Counts the GPUs on which models made way for a dispatch.
  private mutating func noteEvictions(by index: Int, of trace: Trace) {
    var latest: Int?
    for evicted in trace.evicted(by: index) where evicted.gpu != latest {
      gpus[evicted.gpu].switchesIn += 1
      latest = evicted.gpu
    }
  }

  private mutating func add(_ execution: Execution, of model: ModelID) {
    makespan = max(makespan, execution.end)
    for gpu in execution.gpus {
      gpus[gpu].executions += 1
      gpus[gpu].busyTime += execution.switchTime + execution.executionTime
      gpus[gpu].switchTime += execution.switchTime
    }
    models[model.index].executions += 1
    switch execution.replaced {
    case .nothing: break
    case .empty: models[model.index].loads += 1
    case .model(let evicted):
      models[model.index].switchesIn += 1
      models[model.index].switchInTime += execution.switchTime
      models[evicted.index].switchesOut += 1
      switchCount += 1
      totalSwitchTime += execution.switchTime
    }
  }

  private static func completedRequests(
    of trace: Trace, in scenario: Scenario
  ) -> [CompletedRequest] {
    var progress = RequestProgress(requestCount: scenario.requests.count)
    return trace.events.indices.compactMap { progress.note($0, of: trace, in: scenario) }
  }

  private static func unfinished(
    _ completed: [CompletedRequest], in scenario: Scenario
  ) -> [RequestID] {
    guard completed.count < scenario.requests.count else { return [] }
    var isCompleted = [Bool](repeating: false, count: scenario.requests.count)
    for request in completed { isCompleted[request.request.index] = true }
    return scenario.requests.indices.filter { !isCompleted[$0.index] }
  }
}

extension Trace {
  /// The time from which shares of time are counted, in seconds.
  ///
  /// It is 0, but under `gswarm` requests may arrive before that.
  var startTime: Double { min(0, events.first?.time ?? 0) }
}
