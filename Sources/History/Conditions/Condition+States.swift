import Engine

/// Whether a measure of a growing list of latencies exceeds a bound.
///
/// On each side of the bound only the nearest value can matter.
struct LatencyTest {
  private let measure: LatencyMeasure
  private let bound: Bound
  private var count = 0
  private var sum = 0.0
  private var countWithin = 0
  private var largestWithin = 0.0
  private var smallestBeyond = Double.infinity

  init(_ measure: LatencyMeasure, _ bound: Bound) {
    self.measure = measure
    self.bound = bound
  }

  mutating func note(_ latency: Double) {
    count += 1
    sum += latency
    if bound.isExceeded(by: latency) {
      smallestBeyond = min(smallestBeyond, latency)
    } else {
      countWithin += 1
      largestWithin = max(largestWithin, latency)
    }
  }

  var holds: Bool {
    guard count > 0 else { return false }
    let fraction: Double
    switch measure {
    case .mean: return bound.isExceeded(by: sum / Double(count))
    case .p50: fraction = 0.5
    case .p90: fraction = 0.9
    case .p95: fraction = 0.95
    case .p99: fraction = 0.99
    case .max: fraction = 1
    }
    return bound.isExceeded(
      by: percentile(fraction, count: count) { rank in
        rank < countWithin ? largestWithin : smallestBeyond
      })
  }
}

/// A term about the state after an event, with the values that it has to remember.
enum StateTest {
  case queueLength(Bound)
  case latency(LatencyTest)
  case wait(Bound)
  case idle
  case time(Double)

  /// Nil for a term about an occurrence.
  init?(_ term: ConditionTerm) {
    switch term {
    case .queueLength(let bound): self = .queueLength(bound)
    case .latency(let measure, let bound): self = .latency(LatencyTest(measure, bound))
    case .wait(let bound): self = .wait(bound)
    case .idle: self = .idle
    case .time(let time): self = .time(time)
    case .anySwitch, .gpu, .model, .request, .node, .search: return nil
    }
  }

  mutating func note(latency: Double) {
    guard case .latency(var test) = self else { return }
    test.note(latency)
    self = .latency(test)
  }

  func holds(in state: WalkState) -> Bool {
    switch self {
    case .queueLength(let bound): bound.isExceeded(by: Double(state.queueLength))
    case .latency(let test): test.holds
    case .wait(let bound): state.queueLength > 0 && bound.isExceeded(by: state.longestWait)
    case .idle: state.isIdle
    case .time(let time): state.count > 0 && state.time >= time
    }
  }
}
