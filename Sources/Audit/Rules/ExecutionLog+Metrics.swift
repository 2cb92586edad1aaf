public import Engine

extension ExecutionLog {
  /// For each request from the first readiness of a node to the last end of one; nil if it is empty.
  ///
  /// - Complexity: O(n log n).
  public var latency: Distribution? {
    var spans = [ClosedRange<Double>?](repeating: nil, count: requests.names.count)
    for execution in executions where execution.readyTime <= execution.endTime {
      let known = spans[execution.request]
      spans[execution.request] =
        min(
          known?.lowerBound ?? .infinity, execution.readyTime)...max(
          known?.upperBound ?? -.infinity, execution.endTime)
    }
    return Distribution(spans.compactMap { $0.map { $0.upperBound - $0.lowerBound } })
  }

  /// How many executions each GPU took part in, by number; GPUs of the summary without any too.
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
