public import Engine

/// Why a log cannot be shown.
public enum ReplayFailure: Error, Hashable {
  /// An execution, a place in `ExecutionLog.executions`, is not one of the inputs.
  case unknown(execution: Int)
  /// An execution is on GPUs that are not neighbours.
  case scatteredGPUs(execution: Int)
}

/// A run as a log records it: the inputs, the options, and the trace of its events.
///
/// `History` indexes it like a run that was simulated.
public struct ReplayedRun: Sendable {
  /// The inputs of the run, or as much of them as the log implies.
  public let scenario: Scenario
  /// The options of the run, as far as the log records them.
  public let options: Options
  /// The events of the run.
  public let trace: Trace

  /// Restores the run of a log.
  ///
  /// A log states no events. Arrivals are taken to be where the first node of a request is ready,
  /// and a dispatch to belong to the event at which its GPUs were taken.
  ///
  /// - Parameters:
  ///   - log: a log without violations.
  ///   - scenario: the inputs of the run; without them, as much of them as the log implies.
  /// - Throws: what of the log cannot be shown.
  /// - Complexity: O(n log n) in the executions, plus O(nodes of all requests).
  public init(_ log: ExecutionLog, in scenario: Scenario? = nil) throws(ReplayFailure) {
    let nodes: [RequestNode]
    let inputs: Scenario
    if let scenario {
      inputs = scenario
      let resolved = ResolvedLog(log, in: scenario).nodes
      if let unknown = resolved.firstIndex(of: nil) { throw .unknown(execution: unknown) }
      nodes = resolved.compactMap(\.self)
    } else {
      let implied = ImpliedScenario(log)
      (inputs, nodes) = (implied.scenario, implied.nodes)
    }
    let listed = log.summary.gpus?.max() ?? 0
    let required = log.executions.indices.map { inputs[inputs.model(of: nodes[$0])].gpusRequired }
    var gpus: [Range<Int>] = []
    for (index, execution) in log.executions.enumerated() {
      let group = log.gpus(of: execution).map(Int.init)
      guard let first = group.first,
        zip(group, group.dropFirst()).allSatisfy({ $1 == $0 + 1 })
      else { throw .scatteredGPUs(execution: index) }
      gpus.append(first..<first + (execution.listsGroup ? group.count : required[index]))
    }
    let options = Options(
      gpuCount: max(listed + 1, gpus.map(\.upperBound).max() ?? 1),
      mode: log.summary.mode ?? .offline, rules: log.summary.rules ?? .standard)
    let replay = LogReplay(
      log: log, scenario: inputs, options: options, nodes: nodes, gpus: gpus)
    (self.scenario, self.options, trace) = (inputs, options, replay.trace())
  }
}
