import History

@testable import Workload

extension ComparisonColumn {
  static let makespan = ComparisonColumn(.makespan)
  static let meanLatency = ComparisonColumn(.latency(.mean, of: .allRequests))
  static let p99Latency = ComparisonColumn(.latency(.p99, of: .allRequests))
  static let switches = ComparisonColumn(.switches)
  static let fairness = ComparisonColumn(.fairness)
}
