public import Engine

/// A run as a log records it: the inputs, the options, and the trace of its events.
///
/// `History` indexes it like a run that was simulated.
public struct ReplayedRun: Sendable {
  /// The inputs of the run, or as much of them as the log implies.
  public let scenario: Scenario
  /// The options of the run, as far as the log records them.
  public let options: Options
  /// The events of the run.
  public private(set) var trace = Trace()

  /// Restores the run of a log.
  ///
  /// A log states no events. A request is taken to arrive when the first of its nodes is ready, and a
  /// dispatch to belong to the event at which its GPUs were taken.
  ///
  /// - Parameters:
  ///   - log: a log without violations.
  ///   - scenario: the inputs of the run; without them, as much of them as the log implies.
  /// - Throws: the first execution that cannot be shown.
  /// - Complexity: O(n log n) in the executions, plus O(nodes and edges of all requests).
  public init(_ log: ExecutionLog, in scenario: Scenario? = nil) throws(ReplayFailure) {
    let times = LogTimes(log)
    let nodes: [RequestNode]
    if let scenario {
      self.scenario = scenario
      let resolved = ResolvedLog(log, in: scenario).nodes
      if let unknown = resolved.firstIndex(of: nil) { throw .unknown(execution: unknown) }
      nodes = resolved.compactMap(\.self)
    } else {
      let implied = ImpliedScenario(log, times)
      (self.scenario, nodes) = (implied.scenario, implied.nodes)
    }
    let gpus = try Self.groups(log, nodes, in: scenario)
    let listed = log.summary.gpus?.max() ?? 0
    options = Options(
      gpuCount: max(listed + 1, gpus.map(\.upperBound).max() ?? 1),
      mode: log.summary.mode ?? .offline, rules: log.summary.rules ?? .standard,
      policy: log.summary.policy.flatMap { try? Policy($0) } ?? .baseline)
    let line = ReplaySteps(
      log, in: self.scenario, nodes: nodes, gpus: gpus, gpuCount: options.gpuCount)
    trace = try LogReplay(log, times, line, in: self.scenario, under: options).trace()
  }

  /// The GPUs of each execution; where the log names the first one alone, the inputs tell how many.
  private static func groups(
    _ log: ExecutionLog, _ nodes: [RequestNode], in inputs: Scenario?
  ) throws(ReplayFailure) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for (index, execution) in log.executions.enumerated() {
      let group = log.gpus(of: execution).map(Int.init)
      if group.isEmpty, execution.listsGroup {
        result.append(0..<0)
        continue
      }
      guard let first = group.first,
        zip(group, group.dropFirst()).allSatisfy({ $1 == $0 + 1 })
      else { throw .scatteredGPUs(execution: index) }
      var count = group.count
      if let inputs, !execution.listsGroup {
        count = inputs[inputs.model(of: nodes[index])].gpusRequired
      }
      result.append(first..<first + count)
    }
    return result
  }
}
