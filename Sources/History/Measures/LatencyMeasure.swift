/// A measure of some durations: the latencies of requests, or the response times of nodes.
public enum LatencyMeasure: String, CaseIterable, Sendable {
  /// The arithmetic mean.
  case mean
  /// The median.
  case p50
  /// The 90th percentile.
  case p90
  /// The 95th percentile.
  case p95
  /// The 99th percentile.
  case p99
  /// The largest one.
  case max

  /// The share of the durations that are at most as large; nil for the mean.
  var fraction: Double? {
    switch self {
    case .mean: nil
    case .p50: 0.5
    case .p90: 0.9
    case .p95: 0.95
    case .p99: 0.99
    case .max: 1
    }
  }
}
