import Engine
import History

/// A measure that schedules are compared by.
enum ComparisonColumn: CaseIterable {
  case makespan, meanLatency, medianLatency, p99Latency, switches, switchShare, utilisation
  case fairness, overWork, overPath

  /// The heading in tables for people.
  var title: String {
    switch self {
    case .makespan: "makespan"
    case .meanLatency: "mean"
    case .medianLatency: "median"
    case .p99Latency: "P99"
    case .switches: "switches"
    case .switchShare: "switching"
    case .utilisation: "busy"
    case .fairness: "fairness"
    case .overWork: "× work"
    case .overPath: "× path"
    }
  }

  /// The name in JSON and CSV.
  var key: String {
    switch self {
    case .makespan: "makespan"
    case .meanLatency: "mean_latency"
    case .medianLatency: "median_latency"
    case .p99Latency: "p99_latency"
    case .switches: "switches"
    case .switchShare: "switch_share"
    case .utilisation: "utilisation"
    case .fairness: "fairness"
    case .overWork: "makespan_over_work"
    case .overPath: "makespan_over_longest_path"
    }
  }

  /// The value of some measures; nil if they have none.
  func value(of measures: Measures) -> Double? {
    switch self {
    case .makespan: measures.makespan
    case .meanLatency: measures.latency?.mean
    case .medianLatency: measures.latency?.median
    case .p99Latency: measures.latency?.p99
    case .switches: Double(measures.switchCount)
    case .switchShare: measures.switchShare
    case .utilisation: measures.utilisation
    case .fairness: measures.fairness
    case .overWork: measures.overWork
    case .overPath: measures.overLongestPath
    }
  }

  /// Whether larger numbers are better.
  var isHigherBetter: Bool { self == .fairness }

  /// Whether one number is better than another.
  ///
  /// A busy GPU may be busy with switches; the quotients say the same as the makespan.
  var hasBest: Bool { self != .utilisation && self != .overWork && self != .overPath }

  /// The number rounded for people.
  func text(_ number: Double) -> String {
    switch self {
    case .makespan, .meanLatency, .medianLatency, .p99Latency: fixed(number, 1)
    case .switches: fixed(number, number == number.rounded() ? 0 : 1)
    case .switchShare, .utilisation: fixed(number * 100, 1) + " %"
    case .fairness, .overWork, .overPath: fixed(number, 2)
    }
  }
}
