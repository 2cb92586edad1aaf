public import Engine

/// A run whose measures can be asked for, each worked out once.
///
/// The times of unfinished requests and of nodes that never ran count as infinite where
/// `countingUnfinished` is true, and not at all elsewhere; a share of requests always counts them.
public struct MeasuredRun: Sendable {
  /// The scenario of the run.
  public let scenario: Scenario
  /// The options of the run.
  public let options: Options
  /// The record of the run.
  public let trace: Trace
  /// The completed requests, in the order of completion.
  let completed: [CompletedRequest]
  private var samples: [MeasureScope: DurationSamples] = [:]
  private var totals: SwitchTotals?
  private var measures: Measures?

  /// Makes a run that has ended measurable.
  ///
  /// - Complexity: O(events).
  public init(_ simulation: Simulation) {
    self.init(
      scenario: simulation.scenario, options: simulation.options, trace: simulation.trace)
  }

  /// Makes a run that has ended measurable.
  ///
  /// - Complexity: O(events).
  public init(scenario: Scenario, options: Options, trace: Trace) {
    self.scenario = scenario
    self.options = options
    self.trace = trace
    var progress = RequestProgress(requestCount: scenario.requests.count)
    completed = trace.events.indices.compactMap { progress.note($0, of: trace, in: scenario) }
  }

  /// The value of a measure; nil where it has none, such as a latency without completed requests.
  ///
  /// - Parameters:
  ///   - measure: The measure, whose names the scenario has.
  ///   - countingUnfinished: Whether an unfinished request has an infinite latency.
  /// - Returns: The value.
  /// - Complexity: O(trace · log trace) for the first of a scope, O(1) afterwards.
  public mutating func value(of measure: RunMeasure, countingUnfinished: Bool = false) -> Double? {
    switch measure {
    case .latency(let latency, let scope):
      samples(of: scope)?.value(latency, countingMissing: countingUnfinished)
    case .attainment(let seconds, let scope): samples(of: scope)?.share(within: seconds)
    case .makespan: switchTotals().makespan
    case .switchShare: switchTotals().share
    case .switches: Double(switchTotals().count)
    case .unfinished: Double(scenario.requests.count - completed.count)
    case .utilisation: allMeasures().utilisation
    case .fairness: allMeasures().fairness
    case .overWork: allMeasures().overWork
    case .overLongestPath: allMeasures().overLongestPath
    }
  }

  /// The value that a test is about; unfinished requests have an infinite latency.
  public mutating func value(for test: MeasureTest) -> Double? {
    value(of: test.measure, countingUnfinished: true)
  }

  private mutating func samples(of scope: MeasureScope) -> DurationSamples? {
    if let known = samples[scope] { return known }
    guard let list = durations(of: scope) else { return nil }
    let made = DurationSamples(list.map(\.seconds), missing: missingCount(of: scope, list.count))
    samples[scope] = made
    return made
  }

  private mutating func switchTotals() -> SwitchTotals {
    if let totals { return totals }
    let made = SwitchTotals(of: trace, options)
    totals = made
    return made
  }

  private mutating func allMeasures() -> Measures {
    if let measures { return measures }
    let made = Measures(scenario: scenario, options: options, trace: trace)
    measures = made
    return made
  }
}

/// The durations of one scope of a run.
struct DurationSamples: Sendable {
  private let sorted: [Double]
  private let sum: Double
  /// The number of requests or nodes that have no duration since they never ended.
  private let missing: Int

  init(_ values: [Double], missing: Int) {
    sorted = values.sorted()
    sum = values.reduce(0, +)
    self.missing = missing
  }

  func value(_ measure: LatencyMeasure, countingMissing: Bool) -> Double? {
    let count = sorted.count + (countingMissing ? missing : 0)
    guard count > 0 else { return nil }
    guard let fraction = measure.fraction else {
      return count > sorted.count ? .infinity : sum / Double(count)
    }
    return percentileOrInfinity(fraction, count: count) {
      $0 < sorted.count ? sorted[$0] : .infinity
    }
  }

  func share(within seconds: Double) -> Double? {
    let count = sorted.count + missing
    guard count > 0 else { return nil }
    return Double(sorted.partitionPoint { $0 > seconds }) / Double(count)
  }
}

/// A percentile of a sorted list whose largest values may be infinite.
func percentileOrInfinity(
  _ fraction: Double, count: Int, value: (_ rank: Int) -> Double
) -> Double {
  // Between two ranks there would be a difference of infinities.
  let position = fraction * Double(count - 1)
  let lower = Int(position)
  if position == Double(lower) { return value(lower) }
  guard value(min(lower + 1, count - 1)).isFinite else { return .infinity }
  return percentile(fraction, count: count, value: value)
}

/// The makespan and the switches of a run.
struct SwitchTotals: Sendable {
  private(set) var makespan = 0.0
  private(set) var count = 0
  private(set) var share = 0.0

  /// Adds the numbers up in the order of `Metrics`, for the same doubles.
  init(of trace: Trace, _ options: Options) {
    var gpuSeconds = 0.0
    var lastEnd = -Double.infinity
    for execution in trace.executions {
      lastEnd = max(lastEnd, execution.end)
      guard execution.isSwitch else { continue }
      count += 1
      gpuSeconds += execution.switchTime * Double(execution.gpus.count)
    }
    makespan = max(0, lastEnd)
    let span = lastEnd - trace.startTime
    if span > 0 { share = min(1, gpuSeconds / (span * Double(options.gpuCount))) }
  }
}
