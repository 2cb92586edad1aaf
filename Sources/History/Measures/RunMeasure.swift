/// The durations that a measure takes together.
public enum MeasureScope: Hashable, Sendable {
  /// The latencies of all requests: their times from arrival to completion.
  case allRequests
  /// The latencies of the requests for the workflow of this name.
  case workflow(String)
  /// The response times of the nodes that call the model of this name: their times from ready to end.
  case model(String)
}

/// A number that describes a run, as it is named on the command line and on the screen.
///
/// Names of workflows and models stay text, so that a measure is the same for all scenarios;
/// `check(in:)` looks them up.
public enum RunMeasure: Hashable, Sendable {
  /// A mean or percentile, in seconds.
  case latency(LatencyMeasure, of: MeasureScope)
  /// The share that ends within a number of seconds; 0 to 1.
  case attainment(within: Double, of: MeasureScope)
  /// The latest end of a node, in seconds.
  case makespan
  /// The share of all GPUs' time that went into switches; 0 to 1.
  case switchShare
  /// The number of switches.
  case switches
  /// The number of requests that never end.
  case unfinished
  /// The share of all GPUs' time in which they were busy; 0 to 1.
  case utilisation
  /// The equality of the slowdowns of completed requests, as in `Measures.fairness`.
  case fairness
  /// The makespan over the duration of the work alone.
  case overWork
  /// The makespan over the longest critical path.
  case overLongestPath

  /// The unit of a measure.
  public enum Unit: Sendable {
    /// Seconds.
    case seconds
    /// A share from 0 to 1.
    case share
    /// A whole number.
    case count
    /// A quotient without a limit.
    case ratio
  }

  /// The unit of the measure.
  public var unit: Unit {
    switch self {
    case .latency, .makespan: .seconds
    case .attainment, .switchShare, .utilisation, .fairness: .share
    case .switches, .unfinished: .count
    case .overWork, .overLongestPath: .ratio
    }
  }

  /// Whether larger numbers are better.
  public var isHigherBetter: Bool {
    switch self {
    case .attainment, .fairness, .utilisation: true
    default: false
    }
  }

  /// The durations that the measure takes together; nil for a measure of the machine.
  public var scope: MeasureScope? {
    switch self {
    case .latency(_, let scope), .attainment(_, let scope): scope
    default: nil
    }
  }
}
