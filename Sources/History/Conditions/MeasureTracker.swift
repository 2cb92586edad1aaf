import Engine

/// A test of a run that grows event by event.
struct MeasureTracker {
  private let test: MeasureTest
  private var durations: DurationTest
  private let scope: Scope

  private enum Scope {
    case requests(WorkflowID?)
    case nodes(ModelID)
    case machine
    /// A name that the scenario does not have.
    case nothing
  }

  init(_ test: MeasureTest, in scenario: Scenario) {
    self.test = test
    durations = DurationTest(test)
    switch test.measure.scope {
    case nil: scope = .machine
    case .allRequests: scope = .requests(nil)
    case .workflow(let name):
      let index = scenario.workflows.firstIndex { $0.id == name }
      scope = index.map { .requests(WorkflowID($0)) } ?? .nothing
    case .model(let name):
      let index = scenario.models.firstIndex { $0.id == name }
      scope = index.map { .nodes(ModelID($0)) } ?? .nothing
    }
  }

  var needsNodes: Bool {
    guard case .nodes = scope else { return false }
    return true
  }

  mutating func note(latency: Double, of workflow: WorkflowID) {
    guard case .requests(let wanted) = scope, wanted == nil || wanted == workflow else { return }
    durations.note(latency)
  }

  mutating func note(response: Double, of model: ModelID) {
    guard case .nodes(model) = scope else { return }
    durations.note(response)
  }

  func holds(in state: WalkState) -> Bool {
    switch scope {
    case .nothing: false
    case .requests, .nodes: durations.holds
    case .machine: test.holds(for: state.value(of: test.measure))
    }
  }
}

extension WalkState {
  /// The value of a measure of the machine so far; nil for one that is known at the end alone.
  func value(of measure: RunMeasure) -> Double? {
    switch measure {
    case .makespan: lastCompletion
    case .switches: Double(moment.switchCount)
    case .switchShare: moment.switchShare
    case .unfinished: Double(moment.arrivalCount - completedCount)
    case .utilisation:
      (0..<moment.history.options.gpuCount).reduce(0) { $0 + moment.utilisation(of: $1) }
        / Double(moment.history.options.gpuCount)
    case .latency, .attainment, .fairness, .overWork, .overLongestPath: nil
    }
  }
}

extension RunMeasure {
  /// Whether the measure has a value before a run is over.
  public var isKnownUnderWay: Bool {
    switch self {
    case .fairness, .overWork, .overLongestPath: false
    default: true
    }
  }
}

/// Whether a measure of a growing list of durations is on the right side of a bound.
///
/// On each side of the bound only the nearest value can matter.
private struct DurationTest {
  private let test: MeasureTest
  private var count = 0
  private var sum = 0.0
  private var countWithin = 0
  private var largestWithin = 0.0
  private var smallestBeyond = Double.infinity

  init(_ test: MeasureTest) { self.test = test }

  mutating func note(_ seconds: Double) {
    count += 1
    sum += seconds
    if isBeyond(seconds) {
      smallestBeyond = min(smallestBeyond, seconds)
    } else {
      countWithin += 1
      largestWithin = max(largestWithin, seconds)
    }
  }

  /// Whether a duration is above the bound, or equal to it where that is not enough for the test.
  private func isBeyond(_ seconds: Double) -> Bool {
    if case .attainment(let limit, _) = test.measure { return seconds > limit }
    return switch test.side {
    case .below, .atLeast: seconds >= test.bound
    case .atMost, .above: seconds > test.bound
    }
  }

  var holds: Bool {
    guard count > 0 else { return false }
    guard case .latency(let measure, _) = test.measure else {
      return test.holds(for: Double(countWithin) / Double(count))
    }
    guard let fraction = measure.fraction else { return test.holds(for: sum / Double(count)) }
    return test.holds(
      for: percentile(fraction, count: count) { rank in
        rank < countWithin ? largestWithin : smallestBeyond
      })
  }
}
