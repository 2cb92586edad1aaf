/// A reading of the scheduling rules.
public enum Rules: String, CaseIterable, Sendable {
  /// The scheduler as documented.
  case standard
  /// The original program bit for bit, with its three quirks, to check published numbers.
  case gswarm
}

/// The arrival of requests.
public enum ArrivalMode: String, CaseIterable, Sendable {
  /// Every request arrives at time 0, in file order.
  case offline
  /// Every request arrives at its timestamp, counted from the earliest one.
  case online
}

extension Scenario {
  /// Returns the arrival time of each request, in seconds.
  ///
  /// Online, `standard` counts from the earliest timestamp, and `gswarm` from that of the first
  /// request, so times can be negative. A request without a timestamp arrives at 0.
  ///
  /// - Complexity: O(requests).
  public func arrivalTimes(mode: ArrivalMode, rules: Rules) -> [Double] {
    guard mode == .online else { return [Double](repeating: 0, count: requests.count) }
    let known = requests.indices.lazy.compactMap(requests.timestamp(of:))
    let origin = (rules == .standard ? known.min() : known.first) ?? 0
    return requests.indices.map { request in
      Double((requests.timestamp(of: request) ?? origin) - origin) / 1e6
    }
  }

  /// Returns the execution time of a node under the rules.
  public func estimate(of node: RequestNode, rules: Rules) -> Estimate {
    let estimate = requests.estimate(of: node)
    return rules == .gswarm && !estimate.source.isGiven ? .fallback : estimate
  }
}
