public import Engine

extension ExecutionLog {
  /// The latency of each request, from the first readiness of a node to the last end of one; nil
  /// without executions.
  ///
  /// A node whose readiness the log does not state counts from its dispatch.
  ///
  /// - Complexity: O(n log n).
  public var latency: Distribution? {
    Distribution(requestSpans.compactMap { $0.map { $0.upperBound - $0.lowerBound } })
  }

  /// For each request the time from the first readiness of a node to the last end of one; nil
  /// without executions.
  ///
  /// - Complexity: O(n).
  var requestSpans: [ClosedRange<Double>?] {
    var spans = [ClosedRange<Double>?](repeating: nil, count: requests.names.count)
    for execution in executions {
      let ready = execution.readyTime ?? execution.occupiedFrom
      guard ready <= execution.endTime else { continue }
      let known = spans[execution.request]
      spans[execution.request] =
        min(
          known?.lowerBound ?? .infinity, ready)...max(
          known?.upperBound ?? -.infinity, execution.endTime)
    }
    return spans
  }

  /// The number of executions on each GPU, by number, including idle GPUs that the summary lists.
  ///
  /// - Complexity: O(n).
  public var executionsPerGPU: [(gpu: Int, count: Int)] {
    let listed = summary.gpus ?? []
    let highest = max(listed.max() ?? -1, Int(gpus.max() ?? -1))
    var counts = [Int](repeating: 0, count: highest + 1)
    for gpu in gpus { counts[Int(gpu)] += 1 }
    let isListed = Set(listed)
    return counts.enumerated().filter { $0.element > 0 || isListed.contains($0.offset) }
      .map { ($0.offset, $0.element) }
  }
}
