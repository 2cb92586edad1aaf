public import Engine

/// The measures by which schedules are compared.
public struct Measures: Hashable, Sendable {
  /// The latest end of a node, in seconds.
  public let makespan: Double
  /// The times from arrival to completion of completed requests, in seconds; nil if there are none.
  public let latency: Distribution?
  /// The number of switches.
  public let switchCount: Int
  /// The share of all GPUs' time that went into switches; 0 to 1.
  public let switchShare: Double
  /// The share of all GPUs' time in which they were busy; 0 to 1.
  public let utilisation: Double
  /// The equality of the slowdowns of completed requests: Jain's index, 1 if all are the same.
  ///
  /// The slowdown of a request is its latency over the latency without any wait or load. Nil if there
  /// are none.
  public let fairness: Double?
  /// The makespan over the duration of the work alone, at least 1; nil without work.
  public let overWork: Double?
  /// The makespan over the longest critical path, at least 1; nil without one.
  public let overLongestPath: Double?
  /// The number of nodes that never ran.
  public let strandedCount: Int

  /// Measures a run that has ended.
  ///
  /// - Complexity: O(trace · log trace).
  public init(of simulation: Simulation) {
    self.init(
      scenario: simulation.scenario, options: simulation.options, trace: simulation.trace)
  }

  /// Measures the trace of a run that has ended.
  ///
  /// - Complexity: O(trace · log trace).
  public init(scenario: Scenario, options: Options, trace: Trace) {
    let metrics = Metrics(scenario: scenario, options: options, trace: trace)
    let bounds = LowerBounds(scenario: scenario, options: options)
    makespan = metrics.makespan
    latency = metrics.latency
    switchCount = metrics.switchCount
    switchShare = metrics.switchShare
    utilisation =
      metrics.gpus.reduce(0) { $0 + $1.utilisation } / Double(max(1, metrics.gpus.count))
    overWork = bounds.work > 0 ? metrics.makespan / bounds.work : nil
    overLongestPath = bounds.longestPath > 0 ? metrics.makespan / bounds.longestPath : nil
    strandedCount = metrics.stranded.count
    fairness = Self.jainIndex(
      metrics.completed.lazy.filter { bounds.paths[$0.request.index] > 0 }
        .map { $0.latency / bounds.paths[$0.request.index] })
  }

  /// Jain's index of some amounts: the square of their sum over their number times the sum of their
  /// squares (Jain, Chiu and Hawe, 1984); nil if there are none.
  static func jainIndex(_ values: some Sequence<Double>) -> Double? {
    var (count, sum, squares) = (0.0, 0.0, 0.0)
    for value in values {
      count += 1
      sum += value
      squares += value * value
    }
    return squares > 0 ? sum * sum / (count * squares) : nil
  }
}
