import Engine

extension Moment {
  /// The time of day at which the run began, in microseconds since 1970; nil if requests do not arrive
  /// at their timestamps.
  ///
  /// - Complexity: O(1).
  public var wallClockStart: Int64? {
    guard options.mode == .online, let first = history.trace.events.first,
      case .arrival(let request) = first.subject,
      let timestamp = history.scenario.requests.timestamp(of: request),
      first.time.magnitude < 1e12
    else { return nil }
    return timestamp &- Int64((first.time * 1e6).rounded())
  }
}
